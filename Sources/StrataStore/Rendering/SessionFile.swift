/// The four files of a session's directory (row S1); the raw value is the file's name.
public enum SessionFile: String, Sendable, Hashable, CaseIterable {
  /// The turns, one a line.
  case conversation = "conversation.json"
  /// What the caller stated about the deployment.
  case deploymentContext = "deployment_context.json"
  /// The session itself.
  case metadata = "session_metadata.json"
  /// The statement of work, for people.
  case statementOfWork = "sow_document.md"
}
