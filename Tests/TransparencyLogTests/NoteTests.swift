import Testing
import TransparencyLog

@Suite("Signed notes")
struct NoteTests {
  private func sentence(_ act: () throws -> Void) -> String? {
    #expect(throws: TransparencyLogError.self, performing: act)?.description
  }

  @Test func `the published note is read, verified and written back`() throws {
    let note = try SignedNote(parsing: [UInt8](Vectors.note))
    #expect(note.text == "This is an example message.\n")
    #expect(note.bytes == [UInt8](Vectors.note))
    let verified = try note.verify([VerifierKey(Vectors.noteKey)])
    #expect(verified.map(\.key.id.description) == ["530d903a"])
    #expect(verified[0].time == nil)
  }

  @Test func `a published private key signs as published`() throws {
    let key = try SignerKey(
      secretText: "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
    #expect(
      key.verifier.description
        == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    let note = try SignedNote(
      signing: "If you think cryptography is the answer to your problem,\n"
        + "then you don't know what your problem is.\n", with: [key])
    #expect(
      note.bytes.suffix(120).split(separator: 10).last.map { String(decoding: $0, as: UTF8.self) }
        == "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    #expect(try note.verify([key.verifier]).count == 1)
  }

  @Test func `no mutation of one byte passes`() throws {
    let key = try VerifierKey(Vectors.noteKey)
    for (offset, bytes) in singleByteMutations(of: [UInt8](Vectors.note)) {
      let accepted = try? SignedNote(parsing: bytes).verify([key])
      if accepted != nil { Issue.record("byte \(offset) changed and accepted: \(bytes)") }
    }
  }

  @Test func `no note cut off passes`() throws {
    let key = try VerifierKey(Vectors.noteKey)
    let bytes = [UInt8](Vectors.note)
    for count in 0..<bytes.count {
      let accepted = try? SignedNote(parsing: Array(bytes.prefix(count))).verify([key])
      if accepted != nil { Issue.record("accepted after \(count) bytes") }
    }
  }

  @Test func `sixteen signatures are accepted, unknown ones are passed over`() throws {
    let keys = try (1...16).map { try Vectors.signer("signer\($0)", seed: UInt8($0)) }
    let note = try SignedNote(signing: "text\n\nwith an empty line\n", with: keys)
    let read = try SignedNote(parsing: note.bytes)
    #expect(read == note)
    #expect(read.text == "text\n\nwith an empty line\n")
    #expect(try read.verify(keys.map(\.verifier)).count == 16)
    #expect(try read.verify([keys[7].verifier]).map(\.key) == [keys[7].verifier])
    let stranger = try Vectors.signer("stranger")
    #expect(
      sentence { _ = try read.verify([stranger.verifier]) }
        == "none of the keys given has signed the note")
    // The same name with another key is another key.
    let namesake = try Vectors.signer("signer1", seed: 99)
    #expect(throws: TransparencyLogError.self) { try read.verify([namesake.verifier]) }
  }

  @Test func `a known key whose signature is wrong rejects the whole note`() throws {
    let good = try Vectors.signer("good", seed: 1)
    let bad = try Vectors.signer("bad", seed: 2)
    let forged = try SignedNote(signing: "another text\n", with: [bad]).signatures
    let note = try SignedNote(signing: "text\n", with: [good]).adding(forged)
    #expect(try note.verify([good.verifier]).count == 1)
    #expect(
      sentence { _ = try note.verify([good.verifier, bad.verifier]) }
        == "the signature by bad+\(bad.verifier.id) is not genuine (line 4)")
  }

  @Test func `one key cannot sign twice, and takes its own place`() throws {
    let key = try Vectors.signer("key")
    let note = try SignedNote(signing: "text\n", with: [key])
    let twice = try SignedNote(
      text: note.textBytes, signatures: note.signatures + note.signatures)
    #expect(
      sentence { _ = try twice.verify([key.verifier]) }
        == "the key key+\(key.verifier.id) has signed twice (line 4)")
    #expect(try note.adding(note.signatures) == note)
  }

  @Test(arguments: [
    ("", "no empty line parts the text from signatures"),
    ("text\n", "no empty line parts the text from signatures"),
    ("text\n\n", "the signature line is missing or does not end in a line feed (line 3)"),
    (
      "text\n\n— a AAAAAAA=",
      "the signature line is missing or does not end in a line feed (line 3)"
    ),
    ("text\n\n- a AAAAAAA=\n", "a signature line begins with an em dash and a space (line 3)"),
    ("text\n\n—a AAAAAAA=\n", "a signature line begins with an em dash and a space (line 3)"),
    ("te\txt\n\n— a AAAAAAA=\n", "a note has no control character but line feeds (byte 2)"),
    ("text\r\n\r\n— a AAAAAAA=\n", "a note has no control character but line feeds (byte 4)"),
  ])
  func `a malformed note is refused with its place`(text: String, expected: String) {
    #expect(sentence { _ = try SignedNote(parsing: [UInt8](text)) } == expected)
  }

  @Test(arguments: [
    "— a AAAA", "— a  AAAAAAA=", "— a AAAAAAA= ", "— AAAAAAA=", "— a+b AAAAAAA=", "— a AAAAAAB=",
    "— a AAAAAAA", "— a\u{00A0}b AAAAAAA=", "— \u{2003} AAAAAAA=", "— a AAAAAAA=\n",
  ])
  func `a malformed signature line is refused`(line: String) {
    let refused = #expect(throws: TransparencyLogError.self) {
      try SignedNote(parsing: [UInt8]("text\n\n— ok AAAAAAA=\n\(line)\n"))
    }
    #expect(refused?.code == .malformed)
  }

  @Test func `limits and bytes that are no text`() throws {
    let line = "— a AAAAAAA=\n"
    let many = [UInt8]("text\n\n" + String(repeating: line, count: 101))
    #expect(
      sentence { _ = try SignedNote(parsing: many) }
        == "a note has at most 100 signatures (line 103)"
    )
    let long = [UInt8](repeating: 0x61, count: SignedNote.maximumByteCount) + [UInt8]("\n\n\(line)")
    #expect(
      sentence { _ = try SignedNote(parsing: long) }
        == "a note has at most 1048576 bytes and not \(long.count)")
    let broken = [UInt8]("text") + [0xFF] + [UInt8]("\n\n\(line)")
    #expect(sentence { _ = try SignedNote(parsing: broken) } == "the note is not UTF-8")
    #expect(
      sentence { _ = try SignedNote(signing: "no line feed", with: [Vectors.signer("a")]) }
        == "a note's text ends in a line feed (byte 12)")
    #expect(
      sentence { _ = try SignedNote(signing: "text\n", with: []) }
        == "a note has 1 to 100 signatures and not 0")
  }
}

@Suite("Keys")
struct KeyTests {
  private func sentence(_ act: () throws -> Void) -> String? {
    #expect(throws: TransparencyLogError.self, performing: act)?.description
  }

  @Test(arguments: [Vectors.noteKey, Vectors.logKey, Vectors.witnessKey])
  func `a verifier key is read and written back`(text: String) throws {
    #expect(try VerifierKey(text).description == text)
  }

  @Test func `no mutation of a verifier key passes`() throws {
    for (offset, bytes) in singleByteMutations(of: [UInt8](Vectors.noteKey)) {
      let text = String(decoding: bytes, as: UTF8.self)
      if let key = try? VerifierKey(text) { Issue.record("byte \(offset) changed: \(key)") }
    }
  }

  @Test func `a signer key is read and written back, and tells nobody its secret`() throws {
    for algorithm in KeyAlgorithm.allCases {
      let key = try Vectors.signer("example.com/log", algorithm, seed: 42)
      let read = try SignerKey(secretText: key.secretText)
      #expect(read.verifier == key.verifier)
      var dumped = ""
      dump(key, to: &dumped)
      for shown in ["\(key)", String(reflecting: key), dumped] {
        #expect(!shown.contains("KioqKio"), "\(shown)")
        #expect(!shown.contains("42"), "\(shown)")
      }
      #expect("\(key)" == "private key of example.com/log+\(key.verifier.id)")
    }
    #expect(
      sentence { _ = try SignerKey(secretText: "secret") }
        == "a private key begins with 'PRIVATE+KEY+'")
  }

  @Test func `each kind of key does its own work only`() throws {
    let checkpoint = Checkpoint(origin: try KeyName("log"), size: 0, root: .empty)
    #expect(
      sentence { _ = try Vectors.signer("log").cosign(checkpoint, at: 1) }
        == "this key cannot cosign (key log)")
    #expect(
      sentence { _ = try Vectors.signer("w", .cosignature).sign([UInt8]("text\n")) }
        == "this key only cosigns checkpoints (key w)")
  }

  @Test(arguments: ["", "a b", "a+b", "a\nb", "a\u{01}", "a\u{2028}b", "\u{3000}"])
  func `a name that a note cannot carry is refused`(name: String) {
    #expect(throws: TransparencyLogError.self) { try KeyName(name) }
  }

  @Test func `names that only look the same are different`() throws {
    let composed = try KeyName("caf\u{E9}")
    let decomposed = try KeyName("cafe\u{301}")
    #expect(composed.text == decomposed.text)
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }

  @Test(arguments: [
    String(repeating: "00", count: 32), "01" + String(repeating: "00", count: 31),
    "01" + String(repeating: "00", count: 30) + "80",
    "ec" + String(repeating: "ff", count: 30) + "7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ee" + String(repeating: "ff", count: 30) + "7f", "00", "",
  ])
  func `a key under which anybody can sign is refused`(hex: String) throws {
    let error = #expect(throws: TransparencyLogError.self) {
      try VerifierKey(
        name: KeyName("weak"), algorithm: .ed25519, publicKey: [UInt8](hex: hex))
    }
    #expect(error?.code == .unusableKey)
    #expect(error?.place == .key("weak"))
  }

  @Test(arguments: [
    ("a+530d903a", "a key is written name+id+key"),
    ("a+530D903A+AQ==", "a key's id has eight hexadecimal digits in lower case (key a)"),
    ("a+530d903+AQ==", "a key's id has eight hexadecimal digits in lower case (key a)"),
    ("a+530d903a+AQ==", "a key is the standard base64 of its type and 32 bytes (key a)"),
    (
      "a+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "keys of type 2 are unknown (key a)"
    ),
    (
      "a+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "the key's id should be 54ef838e and is 530d903a (key a)"
    ),
  ])
  func `a malformed key is refused`(text: String, expected: String) {
    #expect(sentence { _ = try VerifierKey(text) } == expected)
  }
}
