import ArgumentParser

struct ConfigVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Keep configuration, its history, and what was in force when.",
    discussion: """
      A KEY is a path such as rebe-shell/config/feature-flags; a leading / is dropped. \
      A value is text, mostly JSON, of at most 512 KiB. With a slash at its end a path \
      stands for all keys under it, and / alone for all keys.

      Each change has an INDEX, which rises by one, and is kept with its time, its author \
      and its reason. Every journal entry names the index that was in force. Under \
      NAME/config/ the keys 'version' and 'updated-at' are kept by Strata.
      """,
    subcommands: [
      ConfigGet.self, ConfigSet.self, ConfigDelete.self, ConfigList.self, ConfigHistory.self,
      ConfigRollback.self, ConfigWatch.self, ConfigAt.self,
    ])
}
