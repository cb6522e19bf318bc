import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

extension CompletionKind {
  /// The customers of the store that the shell's current directory leads to.
  static var customers: CompletionKind {
    .custom { words, _, prefix in
      var arguments = StoreArguments()
      arguments.path = words.firstIndex(of: "--store").flatMap { index in
        words.indices.contains(index + 1) ? words[index + 1] : nil
      }
      arguments.json = false
      guard let root = try? arguments.location().root,
        let store = try? SessionStore.open(
          at: root, options: StoreArguments.options(for: .reading)),
        let customers = try? store.customers()
      else { return [] }
      return customers.map(\.id.name).filter { $0.hasPrefix(prefix) }
    }
  }
}
