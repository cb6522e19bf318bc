import StrataCore
import StrataStore

/// A backup for people.
enum BackupView {
  private static let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]

  /// A number of bytes in the largest unit of which there is at least one.
  static func size(_ bytes: Int) -> String {
    var (size, unit) = (bytes, 0)
    while size >= 1024, unit + 1 < units.count { (size, unit) = (size / 1024, unit + 1) }
    return "\(size) \(units[unit])"
  }

  /// The makings, and what the backup holds.
  static func lines(_ manifest: BackupManifest, width: Int?, style: Style) -> [String] {
    var table = Table()
    table.add(["made", "entries", "written"], .quiet)
    for run in manifest.runs {
      let anew = run.rewritten > 0 ? ", \(run.rewritten) written anew" : ""
      table.add([TimeText.second(run.time), String(run.entries), size(run.byteCount) + anew])
    }
    var lines = table.lines(width: width, style: style)
    lines.append(
      "\(TimeText.count(Int(manifest.entryCount), "entry", "entries")) in "
        + "\(TimeText.count(manifest.segments.count, "segment")), \(size(manifest.byteCount)), "
        + (manifest.isEncrypted ? "encrypted" : "not encrypted"))
    if let first = manifest.segments.first?.from, let last = manifest.segments.map(\.to).max() {
      lines.append("from \(TimeText.second(first)) to \(TimeText.second(last))")
    }
    return lines
  }
}
