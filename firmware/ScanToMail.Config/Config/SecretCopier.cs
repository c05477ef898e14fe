using System.Collections;

namespace ScanToMail.Config
{
    /// <summary>Copies the secrets of one tree of settings into another, by the schema. Profiles have none.</summary>
    internal sealed class SecretCopier : SettingsVisitor
    {
        private readonly Hashtable _from;
        private readonly Hashtable _to;
        private readonly bool _isForMasks;

        private SecretCopier(Hashtable from, Hashtable to, bool isForMasks)
        {
            _from = from;
            _to = to;
            _isForMasks = isForMasks;
        }

        /// <summary>Copies every secret; or only those that are asterisks in the target, which go away where the
        /// source has none.</summary>
        internal static void Copy(Hashtable from, Hashtable to, bool isForMasks)
        {
            new Settings().Visit(new SecretCopier(from, to, isForMasks));
        }

        internal override object Visit(SettingKey key, object value)
        {
            if (!key.IsSecret)
            {
                return value;
            }

            object secret = SettingsPath.Read(_from, key.Path);
            object present = SettingsPath.Read(_to, key.Path);
            bool isMask = present is string text && text == SettingValue.Mask;
            if (_isForMasks && !isMask)
            {
                return value;
            }

            if (secret != null)
            {
                SettingsPath.Write(_to, key.Path, secret);
            }
            else if (_isForMasks)
            {
                SettingsPath.Remove(_to, key.Path);
            }

            return value;
        }
    }
}
