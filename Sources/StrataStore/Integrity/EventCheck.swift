import StrataCore
import SystemPackage

/// Checks what consumer groups keep against the topics.
struct EventCheck {
  let connection: any SQLConnection

  func findings() throws -> [Finding] { try offsets() + statistics() }

  private func offsets() throws -> [Finding] {
    try connection.query(
      """
      SELECT c.consumer_group, c.topic, c.committed,
        (SELECT coalesce(max(e.topic_offset), -1) + 1 FROM entries e WHERE e.topic = c.topic)
      FROM consumer_offsets c ORDER BY c.consumer_group, c.topic
      """
    ).compactMap { row in
      let (committed, end) = (try row.integer(2), try row.integer(3))
      guard !(0...max(0, end)).contains(committed) else { return nil }
      let (group, topic) = (try row.text(0), try row.text(1))
      return Finding(
        "consumer.offset", place: "group \(group), topic \(topic)",
        "the group has come to offset \(committed), and the topic ends at \(end)",
        remedy: "run 'strata events groups --reset \(group)'"
      ).about(Topic(rawValue: topic).map { .offset(group: group, topic: $0) })
    }
  }

  private func statistics() throws -> [Finding] {
    try connection.query(
      """
      SELECT c.topic, c.committed,
        (SELECT coalesce(sum(s.count), 0) FROM event_statistics s WHERE s.topic = c.topic)
      FROM consumer_offsets c WHERE c.consumer_group = ? ORDER BY c.topic
      """, .text(StandingGroup.analytics.rawValue)
    ).compactMap { row in
      let (committed, counted) = (try row.integer(1), try row.integer(2))
      guard committed != counted else { return nil }
      return Finding(
        "statistics.count", place: "topic \(try row.text(0))",
        "the statistics count \(counted) events of \(committed)",
        remedy: "run 'strata events groups --reset analytics', then 'strata events run --once'"
      ).about(.views)
    }
  }
}

/// Checks the archive of a topic: each file against the manifest, and the manifest against the topic.
struct ArchiveCheck {
  let archive: EventArchive
  let topic: Topic
  let firstOffset: Int64

  private static let remedy = "run 'strata fsck --repair': it is made again from the journal"

  func findings() -> [Finding] {
    let manifest: ArchiveManifest
    do {
      manifest = try archive.manifest(of: topic)
    } catch {
      return [
        finding("archive.manifest", at: archive.layout.archiveManifest(of: topic).string, error)
      ]
    }
    var findings: [Finding] = []
    if manifest.end < firstOffset {
      findings.append(
        Finding(
          "archive.missing", place: archive.layout.archiveManifest(of: topic).string,
          "the topic begins at offset \(firstOffset), and its archive ends at \(manifest.end)",
          remedy: Self.remedy
        ).about(.archive(topic)))
    }
    for segment in manifest.segments {
      do {
        _ = try archive.file(of: segment)
      } catch {
        findings.append(
          finding("archive.file", at: archive.layout.archived(segment).string, error))
      }
    }
    return findings
  }

  private func finding(_ code: String, at place: String, _ error: StrataError) -> Finding {
    Finding(code, place: place, error.message, remedy: Self.remedy).about(.archive(topic))
  }
}
