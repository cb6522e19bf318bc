import StrataCore
import SystemPackage

/// A session as its files tell it.
struct SalvagedSession: Sendable {
  var session: Session
  /// Where its turns are; nil where there are none.
  var conversation: FilePath?
  /// What of it is not provably whole, one sentence each.
  var doubts: [String] = []
  /// What kind of mend its patch is, where it has doubts (row V4).
  var repair: Trigger = .incompleteSessionRecovery
  /// Whether its metadata is lost.
  var isReconstructed = false
}

/// One version's directory: which session its parts belong to.
struct SalvagedPlace {
  var customer: CustomerID
  var version: SemanticVersion
  var path: FilePath
  var metadata: Session?
  var conversation: SalvagedConversation?
  /// What was wrong with the metadata itself.
  var doubts: [String] = []

  /// Directory, metadata and conversation each say whose session of which number it is: where the
  /// metadata stands alone, it is damaged.
  mutating func takeMajority() {
    guard let session = metadata, let conversation, conversation.session == session.id,
      conversation.customer == customer, conversation.version == version,
      session.customer != customer || session.version != version
    else { return }
    doubts.append(
      "its metadata said that it was \(session.name), its directory and its conversation do not")
    metadata?.customer = customer
    metadata?.version = version
  }
}

extension Session {
  /// Leaves out what the journal refuses at a start, so that one damaged field does not cost the session.
  ///
  /// - Returns: the names of the fields.
  mutating func dropUnstorable() -> [String] {
    var dropped: [String] = []
    func check(_ name: String, _ body: () throws(StrataError) -> Void) -> Bool {
      guard (try? body()) == nil else { return true }
      dropped.append(name)
      return false
    }
    let (user, realm, conversation) = (user, realm, conversation)
    if !check("user", { () throws(StrataError) in try RecordText.check(user, "user") }) {
      self.user = nil
    }
    if !check("realm", { () throws(StrataError) in try RecordText.check(realm, "realm") }) {
      self.realm = nil
    }
    if !check(
      "conversation id",
      { () throws(StrataError) in try RecordText.check(conversation, "conversation") })
    {
      self.conversation = nil
    }
    let (code, context) = (code, context)
    if !check("code", { () throws(StrataError) in try code?.check() }) { self.code = nil }
    if !check("context", { () throws(StrataError) in try context.check() }) {
      self.context = .init()
    }
    if let satisfaction, !(1...5).contains(satisfaction) {
      self.satisfaction = nil
      dropped.append("satisfaction")
    }
    if decision.why.utf8.contains(0) {
      decision.why = decision.why.replacing("\0", with: "\u{FFFD}")
      dropped.append("NUL characters")
    }
    return dropped
  }
}
