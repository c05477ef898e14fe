using System.Collections;
using System.Text;

namespace ScanToMail.Config
{
    /// <summary>How secrets are written.</summary>
    internal enum SecretForm
    {
        /// <summary>As they are.</summary>
        Plain,

        /// <summary>As asterisks.</summary>
        Masked,

        /// <summary>Not at all.</summary>
        Left
    }

    /// <summary>
    /// Writes a tree of settings as JSON, keys in the schema's order (nanoFramework.Json keeps none and can't indent),
    /// as UTF-8 without \u escapes.
    /// </summary>
    internal sealed class SettingsWriter : SettingsVisitor
    {
        private readonly StringBuilder _text = new StringBuilder();
        private readonly bool _isIndented;
        private readonly SecretForm _secrets;
        private Hashtable _table;
        private int _depth;
        private bool _isFirst = true;

        private SettingsWriter(Hashtable tree, bool isIndented, SecretForm secrets)
        {
            _table = tree;
            _isIndented = isIndented;
            _secrets = secrets;
        }

        /// <summary>The JSON text of a tree.</summary>
        internal static string Write(Hashtable tree, bool isIndented, SecretForm secrets)
        {
            SettingsWriter writer = new SettingsWriter(tree, isIndented, secrets);
            writer.Open('{');
            new Settings().Visit(writer);
            writer.Close('}');
            return writer._text.ToString();
        }

        internal override object Visit(SettingKey key, object value)
        {
            if (_table.Contains(key.Name) && !(key.IsSecret && _secrets == SecretForm.Left))
            {
                WriteKey(key.Name);
                WriteValue(key.IsSecret && _secrets == SecretForm.Masked ? SettingValue.Mask : _table[key.Name]);
            }

            return value;
        }

        internal override void Section(string key, SettingsSection section)
        {
            if (_table.Contains(key) && _table[key] is Hashtable inner)
            {
                WriteKey(key);
                WriteSection(inner, section);
            }
        }

        internal override ProfileSettings[] Profiles(string key, ProfileSettings[] value, int max)
        {
            if (!_table.Contains(key) || !(_table[key] is ArrayList list))
            {
                return value;
            }

            WriteKey(key);
            Open('[');
            for (int i = 0; i < list.Count; i++)
            {
                if (list[i] is Hashtable inner)
                {
                    NextElement();
                    WriteSection(inner, new ProfileSettings());
                }
            }

            Close(']');
            return value;
        }

        private void WriteSection(Hashtable inner, SettingsSection section)
        {
            Hashtable outer = _table;
            _table = inner;
            Open('{');
            section.Visit(this);
            Close('}');
            _table = outer;
        }

        private void WriteValue(object value)
        {
            if (value is ArrayList list)
            {
                _text.Append('[');
                for (int i = 0; i < list.Count; i++)
                {
                    _text.Append(i == 0 ? "" : _isIndented ? ", " : ",");
                    WriteValue(list[i]);
                }

                _text.Append(']');
            }
            else if (value is string text)
            {
                WriteText(text);
            }
            else if (value is bool isTrue)
            {
                _text.Append(isTrue ? "true" : "false");
            }
            else
            {
                _text.Append(value == null ? "null" : value.ToString());
            }
        }

        private void WriteText(string text)
        {
            char[] chars = text.ToCharArray();
            int start = 0;
            _text.Append('"');
            for (int i = 0; i < chars.Length; i++)
            {
                char c = chars[i];
                if (c >= 0x20 && c != '"' && c != '\\')
                {
                    continue;
                }

                _text.Append(chars, start, i - start);
                start = i + 1;
                _text.Append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t"
                    : c < 0x20 ? "\\u00" + ((byte)c).ToString("X2") : "\\" + c.ToString());
            }

            _text.Append(chars, start, chars.Length - start);
            _text.Append('"');
        }

        private void WriteKey(string key)
        {
            NextElement();
            _text.Append('"');
            _text.Append(key);
            _text.Append(_isIndented ? "\": " : "\":");
        }

        private void Open(char bracket)
        {
            _text.Append(bracket);
            _depth++;
            _isFirst = true;
        }

        private void Close(char bracket)
        {
            _depth--;
            if (!_isFirst)
            {
                NewLine();
            }

            _text.Append(bracket);
            _isFirst = false;
        }

        private void NextElement()
        {
            if (!_isFirst)
            {
                _text.Append(',');
            }

            NewLine();
            _isFirst = false;
        }

        private void NewLine()
        {
            if (_isIndented)
            {
                _text.Append('\n');
                _text.Append(' ', _depth * 2);
            }
        }
    }
}
