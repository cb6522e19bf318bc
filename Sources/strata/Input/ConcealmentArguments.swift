import ArgumentParser
import StrataCore
import StrataStore

/// What the verbs take that show values of many keys.
struct ConcealmentArguments: ParsableArguments {
  @Flag(help: "Show the values of concealed keys too.")
  var show = false

  /// The keys whose values are not shown; nil to show all.
  func concealed(in store: SessionStore) throws -> ConcealedKeys? {
    show ? nil : try store.concealedConfigurationKeys()
  }
}
