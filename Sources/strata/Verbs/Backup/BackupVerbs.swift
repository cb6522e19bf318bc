import ArgumentParser

struct BackupVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Back the store up while it is written; check a backup.",
    usage: """
      strata backup <folder> --key <file> [<options>]
      strata backup verify|list|key <...>
      """,
    discussion: """
      'strata backup FOLDER' makes a backup there, or goes on with it: only what was \
      recorded since is written. It holds every entry of the journal with what was said \
      and done, and the store's settings; directories are made again from them. Whatever \
      is written while it runs is for the next one.

      It is encrypted in the age format, for the public halves of keys that you hold: \
      make one with 'strata backup key', and keep it elsewhere than the backup. Words \
      that were erased since the last backup leave the backup with the next one.

      'strata restore' makes a store of it again (docs/backup.md).

      EXAMPLES
        strata backup key ~/backup.key
        strata backup /mnt/backup --key ~/backup.key
        strata backup verify /mnt/backup --key ~/backup.key
        strata backup list /mnt/backup
      """,
    subcommands: [BackupMake.self, BackupVerify.self, BackupList.self, BackupKey.self],
    defaultSubcommand: BackupMake.self)
}
