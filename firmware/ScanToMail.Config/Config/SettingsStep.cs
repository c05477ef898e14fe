using System.Collections;

namespace ScanToMail.Config
{
    /// <summary>Carries settings of one version over to the next.</summary>
    public abstract class SettingsStep
    {
        /// <summary>The version it starts from; it ends at the next one.</summary>
        public abstract int FromVersion { get; }

        /// <summary>Changes the tree: renames keys, turns values into their new form.</summary>
        public abstract void Apply(Hashtable tree);
    }

    /// <summary>Brings a tree of settings to the version that this firmware knows.</summary>
    internal static class SettingsSteps
    {
        /// <summary>The steps that this firmware has. Version 1 is the first, so there is none yet.</summary>
        internal static SettingsStep[] Known()
        {
            return new SettingsStep[0];
        }

        /// <summary>
        /// Applies steps until the tree has the present version; returns the version it had. A text without a
        /// version is of the present one. Throws <see cref="SettingsException"/>.
        /// </summary>
        internal static int CarryOver(Hashtable tree, SettingsStep[] steps)
        {
            if (!tree.Contains("version") || !(tree["version"] is int version))
            {
                return Settings.CurrentVersion;
            }

            if (version > Settings.CurrentVersion)
            {
                throw new SettingsException("version", version.ToString(), "is newer than this firmware knows",
                    "update the firmware, or write settings of version " + Settings.CurrentVersion);
            }

            for (int v = version; v < Settings.CurrentVersion; v++)
            {
                SettingsStep step = StepFrom(steps, v);
                if (step == null)
                {
                    throw new SettingsException("version", version.ToString(), "is not known",
                        "write settings of version " + Settings.CurrentVersion);
                }

                step.Apply(tree);
                tree["version"] = v + 1;
            }

            return version;
        }

        private static SettingsStep StepFrom(SettingsStep[] steps, int version)
        {
            for (int i = 0; i < steps.Length; i++)
            {
                if (steps[i].FromVersion == version)
                {
                    return steps[i];
                }
            }

            return null;
        }
    }
}
