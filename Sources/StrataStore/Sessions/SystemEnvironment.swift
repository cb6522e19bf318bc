import Foundation

/// The variables of the process.
enum SystemEnvironment {
  static var values: [String: String] { ProcessInfo.processInfo.environment }
}
