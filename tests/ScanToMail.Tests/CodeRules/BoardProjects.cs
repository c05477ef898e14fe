using System.Xml.Linq;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>A board's project (.nfproj) has no globbing: what it lists is held against the disk and packages.config.</summary>
    internal static class BoardProjects
    {
        public static IEnumerable<string> Wrong(string project, string text, IEnumerable<string> sources, string packagesText)
        {
            XElement root = XDocument.Parse(text).Root!;
            string folder = Path.GetDirectoryName(project)!.Replace('\\', '/') + "/";
            var listed = Includes(root, "Compile").Select(file => file.Replace('\\', '/')).ToHashSet();
            var there = sources.Select(file => file[folder.Length..]).ToHashSet();
            foreach (string file in there.Except(listed)) yield return $"{project} does not list {file}";
            foreach (string file in listed.Except(there).Where(file => !file.StartsWith("..", StringComparison.Ordinal)))
            {
                yield return $"{project} lists {file}, which is not there";
            }
            var packages = XDocument.Parse(packagesText).Root!.Elements("package")
                .Select(package => package.Attribute("id")!.Value + "." + package.Attribute("version")!.Value).ToHashSet();
            var used = root.Descendants().Where(element => element.Name.LocalName == "HintPath")
                .Select(path => path.Value.Replace('\\', '/').Split("/packages/")[^1].Replace("packages/", "").Split('/')[0]).ToHashSet();
            foreach (string package in used.Except(packages)) yield return $"{project} refers to {package}, which packages.config has not";
            foreach (string package in packages.Except(used)) yield return $"{project} refers to nothing of {package}";
            foreach (string wrong in WrongReferences(project, root)) yield return wrong;
        }

        /// <summary>A reference names the assembly and the version that its hint path leads to.</summary>
        private static IEnumerable<string> WrongReferences(string project, XElement root)
        {
            foreach (XElement reference in root.Descendants().Where(element => element.Name.LocalName == "Reference"))
            {
                string[] include = reference.Attribute("Include")!.Value.Split(',').Select(part => part.Trim()).ToArray();
                string path = reference.Elements().SingleOrDefault(element => element.Name.LocalName == "HintPath")?.Value.Replace('\\', '/') ?? "";
                string version = include.FirstOrDefault(part => part.StartsWith("Version=", StringComparison.Ordinal))?[8..] ?? "";
                if (Path.GetFileNameWithoutExtension(path) != include[0]) yield return $"{project}: {include[0]} has the hint path '{path}'";
                string package = path.Split("packages/")[^1].Split('/')[0];
                string three = string.Join('.', version.Split('.').Take(3));
                // The test launcher has no version of its own; 0.0.0.0 stands in nanoFramework's own template too.
                if (three is not ("" or "0.0.0") && !package.EndsWith("." + three, StringComparison.Ordinal))
                {
                    yield return $"{project}: {include[0]} is of version {version}, its package is {package}";
                }
            }
        }

        /// <summary>
        /// What the assembly that was built refers to against what its project lists: assemblies of the device by reference,
        /// our own by project. Each needs the other's line, and each project's file must be there.
        /// </summary>
        public static IEnumerable<string> WrongUses(string project, string text, IEnumerable<string> uses, Func<string, bool> exists)
        {
            XElement root = XDocument.Parse(text).Root!;
            string[] projects = Includes(root, "ProjectReference").Select(path => path.Replace('\\', '/')).ToArray();
            foreach (string other in projects.Where(path => !exists(Path.GetDirectoryName(project) + "/" + path)))
            {
                yield return $"{project} refers to the project {other}, which is not there";
            }
            var listed = Includes(root, "Reference").Select(include => include.Split(',')[0])
                .Concat(projects.Select(Path.GetFileNameWithoutExtension)).ToHashSet();
            foreach (string use in uses.Where(use => !listed.Contains(use))) yield return $"{project} does not list {use}, which its assembly uses";
        }

        private static IEnumerable<string> Includes(XElement root, string name) =>
            root.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Attribute("Include")!.Value);
    }
}
