import AgeEncryption
import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Damaged, missing and reordered parts of a backup are named before anything is restored.
@Suite struct BackupDamageTests {
  /// A way to harm a backup whose three segments and other files are given.
  struct Damage: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var harm: @Sendable (_ segments: [String], _ folder: String) throws -> Void
  }

  private static func edit(_ path: String, _ change: (inout Data) -> Void) throws {
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    change(&data)
    try data.write(to: URL(fileURLWithPath: path))
  }

  static let damages: [Damage] = [
    Damage(testDescription: "a bit of a segment flipped") { segments, _ in
      try edit(segments[1]) { $0[$0.count / 2] ^= 1 }
    },
    Damage(testDescription: "a segment truncated") { segments, _ in
      try edit(segments[0]) { $0.removeLast(10) }
    },
    Damage(testDescription: "a segment longer") { segments, _ in
      try edit(segments[0]) { $0.append(0) }
    },
    Damage(testDescription: "a segment zeroed") { segments, _ in
      try edit(segments[2]) { $0 = Data(count: $0.count) }
    },
    Damage(testDescription: "a segment missing") { segments, _ in
      try FileManager.default.removeItem(atPath: segments[1])
    },
    Damage(testDescription: "a link in the place of a segment") { segments, _ in
      try FileManager.default.moveItem(atPath: segments[1], toPath: segments[1] + "-elsewhere")
      try FileManager.default.createSymbolicLink(
        atPath: segments[1], withDestinationPath: segments[1] + "-elsewhere")
    },
    Damage(testDescription: "two segments swapped") { segments, _ in
      let (one, two) = (URL(fileURLWithPath: segments[0]), URL(fileURLWithPath: segments[1]))
      let (first, second) = (try Data(contentsOf: one), try Data(contentsOf: two))
      try second.write(to: one)
      try first.write(to: two)
    },
    Damage(testDescription: "the state missing") { _, folder in
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/segments")
      for name in names where name.hasPrefix("state") {
        try FileManager.default.removeItem(atPath: "\(folder)/segments/\(name)")
      }
    },
    Damage(testDescription: "both manifests damaged") { _, folder in
      for name in ["manifest.json", "manifest.copy.json"] {
        try edit("\(folder)/\(name)") { $0[$0.count / 2] ^= 1 }
      }
    },
  ]

  private func withBackup(
    _ body: (BackupFixture, _ segments: [String]) async throws -> Void
  ) async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      for _ in 0..<3 {
        _ = try await fixture.store.start(try longRequest("acme"))
        try backup.backUp()
      }
      try await body(backup, backup.segmentFiles().map(\.string))
    }
  }

  @Test(arguments: damages)
  func isNamed(_ damage: Damage) async throws {
    try await withBackup { backup, segments in
      try damage.harm(segments, backup.folder.string)
      let verified = Result { try backup.findings() }
      switch verified {
      case .success(let findings): #expect(findings.contains { $0.code == "backup.damaged" })
      case .failure(let error): #expect((error as? StrataError)?.code == .corrupt)
      }
      await #expect { try await backup.restore() } throws: { error in
        (error as? StrataError)?.code == .corrupt
      }
      let names = try FileManager.default.contentsOfDirectory(
        atPath: backup.beside("").string)
      #expect(!names.contains { $0.hasPrefix("restored") }, "\(names)")
    }
  }

  @Test func theCopyStandsInForADamagedManifest() async throws {
    try await withBackup { backup, _ in
      try Self.edit(backup.folder.appending("manifest.json").string) { $0[$0.count / 2] ^= 1 }
      #expect(try backup.findings().map(\.code) == ["backup.damaged"])
      try await backup.restore()
      try await backup.withRestored { _ in }
      try backup.backUp()
      #expect(try backup.findings() == [])
    }
  }

  /// Somebody who can write the folder, and make the digests of the manifest fit, still cannot leave an
  /// entry out, put one in or change the order: the checkpoint is signed over all of them.
  @Test func aForgedManifestDoesNotPass() async throws {
    try await withBackup { backup, _ in
      let folder = BackupFolder(root: backup.folder, fileSystem: POSIXFileSystem())
      let manifest = try #require(try folder.manifest()).manifest
      var cut = manifest
      cut.segments.removeLast()
      try folder.write(cut)
      #expect(
        try backup.findings().map(\.code) == ["backup.damaged", "backup.leftover"].reversed())
      await #expect(throws: StrataError.self) { try await backup.restore() }
      var swapped = manifest
      (swapped.segments[0].file, swapped.segments[1].file) =
        (manifest.segments[1].file, manifest.segments[0].file)
      try folder.write(swapped)
      #expect(try !backup.findings().isEmpty)
      var gap = manifest
      gap.segments.remove(at: 1)
      try folder.write(gap)
      #expect(throws: StrataError.self) { try backup.findings() }
      await #expect(throws: StrataError.self) { try await backup.restore() }
      try folder.write(manifest)
      #expect(try backup.findings() == [])
    }
  }

  @Test func onlyTheRightKeyOpensIt() async throws {
    try await withBackup { backup, _ in
      await #expect { try await backup.restore { $0.identities = [] } } throws: { error in
        (error as? StrataError)?.code == .usage
      }
      let stranger = try AgeIdentity(seed: [UInt8](repeating: 9, count: 32))
      await #expect {
        try await backup.restore { $0.identities = [stranger] }
      } throws: { error in
        (error as? StrataError)?.message == "the key does not open the backup"
      }
    }
  }
}
