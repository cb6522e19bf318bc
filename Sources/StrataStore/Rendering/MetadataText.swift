import StrataCore

/// The bytes of `session_metadata.json` and `deployment_context.json`.
///
/// The same JSON as the types' `Codable` forms, which is what reads them back, but with the members
/// in one order that puts first what a person looks for first, and many times faster.
enum MetadataText {
  static func metadata(_ session: Session) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("session_id", session.id)
      writer.member("customer_id", session.customer)
      writer.member("version", session.version)
      writer.member("previous_session_version") {
        $0.value(session.previousVersion.map { .string($0.description) } ?? .null)
      }
      writer.member("session_family_id", session.family)
      writer.member("state", session.state.rawValue)
      writer.member("outcome", session.outcome?.rawValue)
      writer.member("satisfaction", session.satisfaction)
      writer.member("phase", session.phase?.rawValue)
      writer.member("created_timestamp", session.createdAt)
      writer.member("last_activity_timestamp", session.lastActivityAt)
      writer.member("completion_timestamp", session.completedAt)
      writer.member("turn_count", session.turnCount)
      writer.member("user_id", session.user)
      writer.member("realm_id", session.realm)
      writer.member("conversation_id", session.conversation)
      writer.member("decision") { decision(session.decision, &$0) }
      writer.member("deployment_context") { context(session.context, &$0) }
      if let state = session.code { writer.member("code") { code(state, &$0) } }
      writer.member("key_decisions") { $0.array(session.decisions) { keyDecision($1, &$0) } }
      writer.member("resolution_notes", session.notes)
    }
    writer.endLine()
    return writer.bytes
  }

  static func context(_ context: DeploymentContext) -> [UInt8] {
    var writer = JSONWriter()
    Self.context(context, &writer)
    writer.endLine()
    return writer.bytes
  }

  private static func context(_ context: DeploymentContext, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("cloud_provider", context.cloudProvider)
      writer.member("architecture", context.architecture)
      writer.member("service_type", context.serviceType)
      writer.member("environment", context.environment)
      writer.member("project", context.project)
      if let regimes = context.compliance { writer.member("compliance", regimes) }
      writer.member("scale", context.scale)
      let others = context.other.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (name, value) in others { writer.member(name) { $0.value(value) } }
    }
  }

  private static func decision(_ decision: VersionDecision, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("increment", decision.increment.rawValue)
      writer.member("version", decision.version)
      writer.member("parent", decision.parent)
      writer.member("merged", decision.merged)
      writer.member("triggers", decision.triggers.map(\.rawValue))
      writer.member("why", decision.why)
      writer.member("evidence") { writer in
        writer.array(decision.evidence) { writer, evidence in
          writer.object { writer in
            writer.member("trigger", evidence.trigger?.rawValue)
            writer.member("finding", evidence.finding)
            writer.member("quote", evidence.quote)
            writer.member("source", evidence.source)
          }
        }
      }
      writer.member("rejected") { writer in
        writer.array(decision.rejected) { writer, rejection in
          writer.object { writer in
            writer.member("considered", rejection.considered)
            writer.member("reason", rejection.reason)
            writer.member("quote", rejection.quote)
            writer.member("source", rejection.source)
          }
        }
      }
      if let choice = decision.override { writer.member("override") { override(choice, &$0) } }
      writer.member("fallback", decision.fallback)
    }
  }

  private static func override(
    _ choice: VersionDecision.Override, _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("reason", choice.reason)
      writer.member("by", choice.by)
      writer.member("policy_version", choice.policyVersion)
      writer.member("policy_triggers", choice.policyTriggers.map(\.rawValue))
    }
  }

  private static func code(_ code: CodeState, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("repository", code.repository)
      writer.member("commit", code.commit)
      writer.member("tag", code.tag)
      writer.member("branch", code.branch)
      writer.member("dirty", code.isDirty)
      writer.member("working_directory", code.workingDirectory)
      writer.member("file", code.file)
      writer.member("line", code.line)
    }
  }

  private static func keyDecision(_ decision: KeyDecision, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("topic", decision.topic)
      writer.member("choice", decision.choice)
      writer.member("rationale", decision.rationale)
      writer.member("alternatives", decision.alternatives)
      writer.member("decided_by", decision.decidedBy)
      writer.member("at", decision.at)
    }
  }
}
