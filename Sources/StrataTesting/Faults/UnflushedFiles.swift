import SystemPackage

/// Which files were written since their last flush, and up to where they are safe.
struct UnflushedFiles {
  /// The number of bytes from the start that a power cut cannot touch, by folder and name; paths
  /// are texts here, for there are many and they are compared often.
  private var folders: [String: [String: Int]] = [:]

  /// The same by path.
  var files: [FilePath: Int] {
    var files: [FilePath: Int] = [:]
    for (folder, names) in folders {
      for (name, safe) in names { files[FilePath("\(folder)/\(name)")] = safe }
    }
    return files
  }

  mutating func wrote(_ path: FilePath, flushed: Int) {
    let (folder, name) = Self.split(path)
    folders[folder, default: [:]][name] = min(folders[folder]?[name] ?? flushed, flushed)
  }

  /// A name changed; what lies below it changed with it.
  mutating func moved(_ source: FilePath, to target: FilePath) {
    let (oldFolder, oldName) = Self.split(source)
    let (newFolder, newName) = Self.split(target)
    let safe = folders[oldFolder]?.removeValue(forKey: oldName)
    folders[newFolder]?[newName] = nil
    if let safe {
      folders[newFolder, default: [:]][newName] = safe
      return
    }
    let (old, new) = (source.string, target.string)
    for folder in below(old) {
      folders[new + folder.dropFirst(old.count)] = folders.removeValue(forKey: folder)
    }
  }

  /// A path, and unless it is meant exactly all below it, has nothing left to lose.
  mutating func flushed(_ path: FilePath, exactly: Bool = false) {
    let (folder, name) = Self.split(path)
    if folders[folder]?.removeValue(forKey: name) != nil || exactly { return }
    for folder in below(path.string) { folders[folder] = nil }
  }

  private func below(_ path: String) -> [String] {
    folders.keys.filter { $0 == path || $0.hasPrefix(path + "/") }
  }

  private static func split(_ path: FilePath) -> (folder: String, name: String) {
    let text = path.string
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", text) }
    return (String(text[..<slash]), String(text[text.utf8.index(after: slash)...]))
  }
}
