/** The door of operations, for `main.ts` and tests. */
export { runCommandLine, operationsOf, type Call, type Hands, type Terminal } from "./command-line.ts";
export { done, refusedBecause, textOf, type CommandArguments, type CommandResult, type ExitCode, type Operation, type OperatorContext } from "./command.ts";
export { readConfig, productRoot, productVersion, type ConfigAnswer, type Environment } from "./config.ts";
export { openControl, type Control } from "./control.ts";
export { claimFolder, modeOfFolder } from "./data-folder.ts";
export { examineInstallation, type Finding } from "./doctor.ts";
export { diskFreePercent, health, type Health } from "./health.ts";
export { embeddedTemplate, openInstallation, type OpenInstallation, type OpeningTools } from "./open-installation.ts";
export { houseJobs, startRunner, type Runner, type Work } from "./runner.ts";
export { retentionJob, retentionOperation } from "./retention.ts";
export { loadSecrets, SecretsDamaged } from "./secrets.ts";
export { writeBackup, type BackupMade, type BackupOrder } from "./backup/write.ts";
export { readBackup } from "./backup/read.ts";
export { BackupDamaged } from "./backup/archive.ts";
export { restoreBackup, RestoreRefused, type Erasers, type Restored, type RestoreOrder } from "./backup/restore.ts";
export { exampleJob, exampleRoots, exampleSecrets, fillExampleNetwork, prepareExampleNetwork, signInSheet } from "./example/network.ts";
