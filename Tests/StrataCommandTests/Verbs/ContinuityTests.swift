import Foundation
import Testing

/// `context`, `review` and `merge` at the command line.
@Suite("Continuity")
struct ContinuityTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
  }

  private func start(_ arguments: String...) throws -> [String: Any] {
    let run = try strata.run(["session", "start", "acme"] + arguments + ["--json"])
    try #require(run.status == 0, "\(run.errors)")
    return try run.json()
  }

  @Test func `a session start shows what is inherited`() throws {
    _ = try start("-m", "How do we begin?", "--context", #"{"cloud_provider": "AWS"}"#)
    let answer = try start("-m", "The pods are pending again.")
    let context = try #require(answer["context"] as? [String: Any])
    let fields = try #require(context["fields"] as? [String: [String: Any]])
    #expect(fields["cloud_provider"]?["value"] as? String == "aws")
    #expect(fields["cloud_provider"]?["version"] as? String == "v1.0.0")
    #expect(fields["cloud_provider"]?["basis"] as? String == "stated")
    let text = try strata("session", "start", "acme", "-m", "It is pending again.")
    #expect(text.output.contains("Known so far") && text.output.contains("cloud_provider"))
    #expect(try strata("fsck").status == 0)
  }

  @Test func `a field is set and taken back`() throws {
    _ = try start("-m", "How do we begin?")
    let set = try strata(
      "context", "acme", "--set", "user_expertise_level=expert", "--reason", "asked", "--by",
      "ada", "--json")
    #expect(set.status == 0, "\(set.errors)")
    let fields = try #require(try set.json()["fields"] as? [String: [String: Any]])
    #expect(fields["user_expertise_level"]?["value"] as? String == "expert")
    #expect(fields["user_expertise_level"]?["why"] as? String == "set by ada")
    let back = try strata("context", "acme", "v1.0.0", "--unset", "user_expertise_level")
    #expect(back.status == 0 && !back.output.contains("set by ada"))
    for wrong in ["wizardry=1", "cloud_provider", "user_expertise_level=wizard"] {
      #expect(try strata("context", "acme", "--set", wrong).status == 2)
    }
    #expect(try strata("context", "nobody").status == 3)
    #expect(try strata("context", "acme", "--reason", "x").status == 2)
    #expect(try strata("fsck").status == 0)
  }

  @Test func `a conflict is listed until a person resolves it`() throws {
    _ = try start("-m", "How do we begin?")
    #expect(try strata("session", "decide", "acme/v1.0.0", "ingress", "nginx").status == 0)
    _ = try start("--increment", "minor", "--reason", "same work")
    let decided = try strata("session", "decide", "acme/v1.1.0", "ingress", "traefik")
    #expect(decided.output.contains("for review: conflict-"), "\(decided.output)\(decided.errors)")
    let listed = try #require(
      try strata("review", "list", "--json").json()["reviews"] as? [[String: Any]])
    let id = try #require(listed.first?["id"] as? String)
    #expect(try strata("context", "acme").output.contains("in conflict with that of"))
    let shown = try strata("review", "show", id)
    #expect(shown.output.contains("nginx") && shown.output.contains("traefik"))
    #expect(try strata("review", "resolve", id, "--merge", "--reason", "x").status == 2)
    #expect(try strata("review", "resolve", id, "--keep", "v1.0.0").status == 2)
    let resolved = try strata(
      "review", "resolve", id, "--keep", "v1.0.0", "--reason", "TLS at the edge", "--by", "ada")
    #expect(resolved.output.contains("kept the decision of v1.0.0 by ada"), "\(resolved.errors)")
    #expect(try strata("review", "list").output == "Nothing is for review.\n")
    #expect(try strata("review", "resolve", id, "--dismiss", "--reason", "x").status == 4)
    #expect(try strata("review", "show", "conflict-0").status == 3)
    #expect(try strata("review", "list", "nobody").status == 3)
    #expect(try strata("review", "find", "nobody").status == 3)
    #expect(try strata("fsck").status == 0)
  }

  @Test func `twin lines are flagged and merged by a person`() throws {
    let context = #"{"cloud_provider": "aws", "environment": "production", "project": "bakery"}"#
    let words = "The croissant listener drops bakery baskets."
    _ = try start("-m", words, "--context", context)
    _ = try start(
      "-m", words, "--context", context, "--increment", "major", "--reason", "by mistake")
    let listed = try #require(
      try strata("review", "list", "acme", "--json").json()["reviews"] as? [[String: Any]])
    let id = try #require(listed.first?["id"] as? String)
    #expect(id.hasPrefix("merge-"))
    let merged = try strata("review", "resolve", id, "--merge", "--reason", "one shop")
    #expect(merged.status == 0 && merged.output.contains("merged as v1.1.0"), "\(merged.errors)")
    let graph = try strata("log", "acme", "--graph")
    #expect(graph.output.contains("merges v2.0.0"))
    let shown = try strata("show", "acme/v1.1.0", "--json").json()
    #expect(shown["merged"] as? String == "v2.0.0" && shown["parent"] as? String == "v1.0.0")
    let again = try strata("merge", "acme/v1.0.0", "acme/v2.0.0", "--reason", "again")
    #expect(again.status == 4, "\(again.output)")
    #expect(try strata("review", "find", "acme").output == "Nothing new is for review.\n")
    #expect(try strata("fsck").status == 0)
  }
}
