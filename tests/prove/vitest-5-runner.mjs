/**
 * Stryker's Vitest runner, made to work with Vitest 5. Stryker 9.6 picks tests by their full name with spaces between suite
 * and test; Vitest 5 writes " > " there, so that no test was ever picked and every mutant survived. Remove this file when a
 * release of @stryker-mutator/vitest-runner knows Vitest 5.
 */
import { declareFactoryPlugin, PluginKind, commonTokens, tokens } from "../../node_modules/@stryker-mutator/api/dist/src/plugin/index.js";
import { INSTRUMENTER_CONSTANTS } from "../../node_modules/@stryker-mutator/api/dist/src/core/index.js";
import { VitestTestRunner } from "../../node_modules/@stryker-mutator/vitest-runner/dist/src/vitest-test-runner.js";

class Vitest5TestRunner extends VitestTestRunner {
  async init() {
    await super.init();
    for (const project of this.ctx.projects) {
      let pattern = project.config.testNamePattern;
      Object.defineProperty(project.config, "testNamePattern", {
        configurable: true,
        enumerable: true,
        get: () => pattern,
        set: (wanted) => {
          pattern = wanted === undefined ? undefined : new RegExp(wanted.source.replaceAll(" ", "(?: > | )"));
        },
      });
    }
  }
}

function createRunner(injector) {
  return injector.provideValue("globalNamespace", INSTRUMENTER_CONSTANTS.NAMESPACE).injectClass(Vitest5TestRunner);
}
createRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "vitest-5", createRunner)];
