import AgeEncryption
import Foundation
import StrataTesting
import Testing

/// Backups are encrypted in the age format: the program `age`, which nobody here wrote, opens what is
/// written here, and what it writes is opened here.
@Suite struct AgeTests {
  private static let lengths = [0, 1, 100, 65_535, 65_536, 65_537, 131_072, 200_000]

  private func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
  }

  private func identity(_ seed: UInt64) throws -> AgeIdentity {
    var generator = SeededGenerator(seed: seed)
    return try AgeIdentity(seed: (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("strata-age-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func age(_ arguments: [String], in folder: URL) throws {
    _ = try ForeignProgram.run(
      URL(fileURLWithPath: "/usr/bin/age"), arguments, deadlineSeconds: 30, scratch: folder)
  }

  @Test func ageOpensWhatIsWrittenHere() throws {
    try withFolder { folder in
      var generator = SeededGenerator.printingSeed()
      let (mine, other) = (try identity(1), try identity(2))
      let key = folder.appendingPathComponent("key")
      try Data("# a comment\n\(mine.secretText)\n".utf8).write(to: key)
      for length in Self.lengths {
        let sealed = try AgeFile.encrypt(
          bytes(length), to: [other.recipient, mine.recipient], using: &generator)
        let (input, output) = (
          folder.appendingPathComponent("in"), folder.appendingPathComponent("out")
        )
        try Data(sealed).write(to: input)
        // Of nothing, age makes no file.
        try Data().write(to: output)
        try age(["--decrypt", "-i", key.path, "-o", output.path, input.path], in: folder)
        #expect(try Array(Data(contentsOf: output)) == bytes(length), "\(length) bytes")
      }
    }
  }

  @Test func whatAgeWritesIsOpenedHere() throws {
    try withFolder { folder in
      let (mine, other) = (try identity(3), try identity(4))
      for length in Self.lengths {
        let (input, output) = (
          folder.appendingPathComponent("in"), folder.appendingPathComponent("out")
        )
        try Data(bytes(length)).write(to: input)
        try age(
          [
            "--encrypt", "-r", other.recipient.description, "-r", mine.recipient.description, "-o",
            output.path, input.path,
          ], in: folder)
        let sealed = try Array(Data(contentsOf: output))
        #expect(try AgeFile.decrypt(sealed, with: [mine]) == bytes(length), "\(length) bytes")
      }
    }
  }

  @Test func keysOfItsGeneratorAreRead() throws {
    try withFolder { folder in
      let key = folder.appendingPathComponent("key")
      _ = try ForeignProgram.run(
        URL(fileURLWithPath: "/usr/bin/age-keygen"), ["-o", key.path], deadlineSeconds: 30,
        scratch: folder)
      let text = try String(contentsOf: key, encoding: .utf8)
      let identities = try AgeIdentity.identities(inFile: text)
      #expect(identities.count == 1)
      let first = try #require(identities.first)
      #expect(text.contains("# public key: \(first.recipient)\n"))
      #expect(text.contains(first.secretText))
    }
  }

  @Test func everyChangedByteIsFound() throws {
    var generator = SeededGenerator.printingSeed()
    let mine = try identity(5)
    let sealed = try AgeFile.encrypt(bytes(300), to: [mine.recipient], using: &generator)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(throws: AgeError.self, "byte \(index)") {
        try AgeFile.decrypt(changed, with: [mine])
      }
    }
    for count in 0..<sealed.count {
      #expect(throws: AgeError.self, "cut to \(count)") {
        try AgeFile.decrypt(Array(sealed.prefix(count)), with: [mine])
      }
    }
    #expect(throws: AgeError.self) { try AgeFile.decrypt(sealed + [0], with: [mine]) }
  }

  @Test func nobodyElseOpensIt() throws {
    var generator = SeededGenerator.printingSeed()
    let sealed = try AgeFile.encrypt(bytes(10), to: [identity(6).recipient], using: &generator)
    #expect { try AgeFile.decrypt(sealed, with: [try identity(7)]) } throws: { error in
      (error as? AgeError)?.code == .noIdentity
    }
  }

  @Test(arguments: [
    "", "age1", "age1qqqq", "AGE-SECRET-KEY-1", "age1" + String(repeating: "q", count: 58),
  ])
  func whatIsNoKeyIsRefused(_ text: String) throws {
    #expect(throws: AgeError.self) { try AgeRecipient(text) }
    #expect(throws: AgeError.self) { try AgeIdentity(secretText: text) }
    let good = try identity(8)
    #expect(try AgeRecipient("\(good.recipient)") == good.recipient)
    #expect(throws: AgeError.self) { try AgeRecipient("\(good.recipient)".uppercased()) }
    #expect("\(good)" == "identity of \(good.recipient)")
  }
}
