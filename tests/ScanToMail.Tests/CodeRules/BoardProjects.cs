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
        }

        private static IEnumerable<string> Includes(XElement root, string name) =>
            root.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Attribute("Include")!.Value);
    }
}
