import Foundation
import StrataTesting
import Testing
import TransparencyLog

/// `audit key`, `audit witness`, `audit anchor`, `audit chain` and `audit export` at the command line.
@Suite("Audit and others")
struct WitnessTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
    try #require(
      try strata("session", "start", "acme", "--message", "We deploy on AWS.").status == 0)
  }

  private func line(_ arguments: String) throws -> String {
    let run = try strata.shell("strata \(arguments)")
    try #require(run.status == 0, "\(arguments): \(run.output)\(run.errors)")
    return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  // MARK: - The key

  @Test func `who holds the first key goes on after rotations`() throws {
    let first = try line("audit key")
    let early = try line("session complete acme/v1.0.0 --outcome success --json")
    #expect(early.contains("sealed"))
    let second = try line("audit key rotate --user ada")
    let third = try line("audit key rotate")
    #expect(Set([first, second, third]).count == 3)
    #expect(try line("audit key") == third)
    _ = try line("trace acme/v1.0.0 --proof > trace.json")
    for key in [first, second, third] {
      let verified = try line("verify trace.json --key '\(key)' --json")
      #expect(verified.contains(#""holds":true"#) && verified.contains(#""proved_complete":true"#))
    }
    _ = try line("audit key show --history > history")
    for key in [first, second, third] {
      #expect(try line("audit key follow history --key '\(key)'") == third)
    }
    let stranger = try SignerKey(
      name: KeyName("example.com/x"), algorithm: .ed25519, seed: [UInt8](repeating: 1, count: 32)
    ).verifier
    #expect(try strata("audit", "key", "follow", "history", "--key", "\(stranger)").status == 2)
    let history = try strata("audit", "key", "show", "--json").json()
    #expect((history["rotations"] as? [Any])?.count == 2 && history["first"] as? String == first)
    #expect(try strata("audit", "verify").status == 0)
    #expect(try strata("fsck").status == 0)
  }

  // MARK: - Two stores

  @Test func `two stores witness each other through pipes`() throws {
    _ = try line("init --store other")
    for (one, other) in [(".strata", "other"), ("other", ".strata")] {
      let log = try line("audit key --store \(one)")
      let witness = try line("audit witness key --store \(other)")
      _ = try line("audit witness request --store \(one) --witness '\(witness)' > request")
      _ = try line("audit witness sign - --log '\(log)' --store \(other) < request > reply")
      let kept = try line(
        "audit witness accept reply --request request --witness '\(witness)' --store \(one) --json")
      #expect(kept.contains(#""size":"#))
      // The same request is stale once the log has grown past it.
      _ = try line("access login --user ada --store \(one)")
      let stale = try strata.shell(
        "strata audit witness request --old 0 --store \(one) > again; "
          + "strata audit witness sign again --log '\(log)' --store \(other)")
      #expect(stale.status == 4 && Int(stale.output.trimmingCharacters(in: .newlines)) != nil)
      let size = stale.output.trimmingCharacters(in: .newlines)
      _ = try line("audit witness request --old \(size) --store \(one) > again")
      _ = try line("audit witness sign again --log '\(log)' --store \(other) > reply")
      #expect(
        try strata.shell(
          "strata audit witness accept reply --request request --witness '\(witness)' --store \(one)"
        ).status == 5, "a reply to another request")
      _ = try line(
        "audit witness accept reply --request again --witness '\(witness)' --store \(one)")
      let own = try line("audit key --store \(other)")
      let unknown = try strata.shell(
        "strata audit witness sign again --log '\(own)' --store \(other) --json")
      #expect(unknown.status == 1)
      #expect(try unknown.json()["status"] as? Int == 404)
    }
    let witness = try line("audit witness key --store other")
    let key = try line("audit key")
    _ = try line("session complete acme/v1.0.0 --outcome success")
    _ = try line("audit witness request --witness '\(witness)' > request")
    _ = try line("audit witness sign request --log '\(key)' --store other > reply")
    _ = try line("audit witness accept reply --request request --witness '\(witness)'")
    _ = try line("trace acme/v1.0.0 --proof > trace.json")
    let verified = try line("verify trace.json --key '\(key)' --witness '\(witness)' --json")
    #expect(verified.contains(#""witnesses":["#) && verified.contains("/witness"))
    for store in [".strata", "other"] {
      #expect(try strata("fsck", "--store", store).status == 0)
      #expect(try strata("audit", "verify", "--store", store).status == 0)
    }
  }

  // MARK: - A witness that nobody here wrote

  @Test(.timeLimit(.minutes(5)))
  func `a live witness cosigns the checkpoint of a store`() throws {
    let scratch = try TemporaryFolder()
    let place = URL(fileURLWithPath: scratch.path)
    if let absence = try LiveWitness.absence(scratch: place) {
      print("live witness: \(absence)")
      return
    }
    let key = try line("audit key")
    let live = try LiveWitness(for: VerifierKey(key), scratch: place)
    defer { live.end() }
    #expect(
      try line("audit witness add '\(live.key)' \(live.address.absoluteString) --reason test")
        == "\(live.key.name) is a witness of the log")
    for round in 1...3 {
      // The second time the store has forgotten what was cosigned, and the witness says it.
      if round == 2 {
        try FileManager.default.removeItem(atPath: "\(folder.path)/.strata/log/cosigned")
      }
      _ = try line("access login --user ada")
      let answer = try strata("audit", "witness", "cosign", "--json")
      #expect(answer.status == 0, "round \(round): \(answer.output)\(answer.errors)")
      let note = try line("audit checkpoint")
      let policy = try TrustPolicy(
        logKeys: [VerifierKey(key)], witnesses: [live.key], witnessesNeeded: 1)
      #expect(throws: Never.self) {
        try SignedCheckpoint(parsing: Array("\(note)\n".utf8)).verify(policy)
      }
    }
    let anchored = try strata("audit", "anchor", "--cosign", "--json").json()
    #expect(anchored["new"] as? Bool == true)
    let chain = try line("audit chain verify --witness '\(live.key)' --json")
    #expect(chain.contains("\(live.key.name)"))
    _ = try line("session complete acme/v1.0.0 --outcome success")
    _ = try line("audit witness cosign")
    _ = try line("trace acme/v1.0.0 --proof > trace.json")
    let verified = try line("verify trace.json --key '\(key)' --witness '\(live.key)' --json")
    #expect(verified.contains(#""witnesses":["witness.example/live"]"#))
    #expect(try strata("fsck").status == 0)
    live.end()
    let gone = try strata("audit", "witness", "cosign", "--timeout", "5")
    #expect(gone.status == 1)
    #expect(gone.output.hasPrefix("no answer: witness.example/live: the witness does not answer"))
  }

  @Test func `a copy of a store that goes on by itself is not cosigned`() throws {
    _ = try line("init --store other")
    let key = try line("audit key")
    try FileManager.default.copyItem(
      atPath: "\(folder.path)/.strata", toPath: "\(folder.path)/copy")
    for _ in 0..<3 { _ = try line("access login --user ada") }
    _ = try line("audit witness request > request")
    _ = try line("audit witness sign request --log '\(key)' --store other > reply")
    // The old copy goes on with the same key: shorter, as long as the witness knows, longer.
    let copied = { (old: Int) in
      try strata.shell(
        "strata audit witness request --old \(old) --store copy > forked; "
          + "strata audit witness sign forked --log '\(key)' --store other --json")
    }
    #expect(try copied(0).json()["status"] as? Int == 409)
    for _ in 0..<3 { _ = try line("access login --user eve --store copy") }
    let known = try strata.shell(
      "strata audit witness request --old 0 --store copy > forked; "
        + "strata audit witness sign forked --log '\(key)' --store other")
    let size = try #require(Int(known.output.trimmingCharacters(in: .newlines)))
    #expect(try copied(size).json()["status"] as? Int == 422)
    _ = try line("access login --user eve --store copy")
    let longer = try copied(size)
    #expect(try longer.json()["status"] as? Int == 422 && longer.status == 1)
  }

  // MARK: - The chain

  @Test func `a chain is pushed, held by others and checked without the store`() throws {
    let key = try line("audit key")
    _ = try strata.shell("git init -q --bare held.git")
    #expect(try strata("audit", "chain", "verify").status == 3)
    #expect(try line("audit anchor --push held.git").contains("pushed: 1 block"))
    #expect(try line("audit anchor").hasPrefix("Nothing was recorded since block 0."))
    _ = try line("audit key rotate")
    let second = try strata("audit", "anchor", "--push", "held.git", "--json").json()
    #expect(second["height"] as? Int == 1 && second["pushed_blocks"] as? Int == 1)
    #expect(try line("audit chain verify").hasPrefix("Every block holds: 2 blocks"))
    let remote = try strata(
      "audit", "chain", "verify", "--remote", "held.git", "--key", key, "--json"
    ).json()
    #expect(remote["holds"] as? Bool == true && remote["blocks"] as? Int == 2)
    #expect(remote["hash"] as? String == second["hash"] as? String)
    let copy = try strata.shell(
      "cp .strata/log/chain chain; sed 's/^height 1$/height 2/' chain > changed; "
        + "strata audit chain verify changed --key '\(key)' --json")
    #expect(copy.status == 1)
    #expect(try copy.json()["block"] as? Int == 1)
    let words = try strata.shell(
      "sed '0,/^time /s/^time .*/time 5/' chain | strata audit chain verify - --key '\(key)'")
    #expect(words.status == 1 && words.output.hasPrefix("does not hold: block 0: "))
    #expect(try strata("audit", "chain", "verify", "chain").status == 2)
    #expect(try strata("audit", "verify", "--chain", "chain").status == 0)
    // Another store has no place on the branch.
    _ = try line("init --store other")
    let fork = try strata("audit", "anchor", "--push", "held.git", "--store", "other")
    #expect(fork.status == 4 && fork.errors.contains("another chain (a fork)"))
    #expect(try strata("audit", "verify", "--chain", "chain", "--store", "other").status == 2)
    for store in [".strata", "other"] {
      #expect(try strata("fsck", "--store", store).status == 0)
    }
  }

  @Test func `a store that went back with all its files is found by who holds the chain`() throws {
    _ = try strata.shell("cp -r .strata old")
    _ = try line("access login --user ada")
    _ = try line("audit anchor")
    _ = try line("access login --user eve --store old")
    _ = try line("access login --user eve --store old")
    _ = try line("access login --user eve --store old")
    #expect(try strata("audit", "verify", "--store", "old").status == 0)
    let run = try strata(
      "audit", "verify", "--chain", ".strata/log/chain", "--store", "old", "--json")
    #expect(run.status == 1)
    #expect((try run.json()["finding_count"] as? Int ?? 0) > 0)
  }

  // MARK: - The export

  @Test func `an export is gone on with`() throws {
    let first = try strata("audit", "export", "published", "--json").json()
    #expect(first["from"] as? Int == 0 && first["size"] as? Int == 2)
    _ = try line("access login --user ada")
    let second = try line("audit export published")
    #expect(
      second == "The folder holds 3 entries, 1 new entry: wrote 1 tile and 1 entry bundle.")
    for file in ["checkpoint", "tile/0/000.p/3", "tile/entries/000.p/2"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder.path)/published/\(file)"))
    }
    #expect(
      try line("audit checkpoint") + "\n"
        == String(
          contentsOfFile: "\(folder.path)/published/checkpoint", encoding: .utf8))
  }
}
