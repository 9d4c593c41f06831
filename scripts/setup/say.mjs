// Progress goes to standard error, so that a command's own output (a JSON line of the sandbox, say) stays clean.

/** @param {string} text one plain sentence about what is happening now */
export function say(text) {
  process.stderr.write(`· ${text}\n`);
}

/** A condition a person has to settle by hand: its message says what to do and no stack is printed. */
export class Unmet extends Error {
  /** @override */
  name = 'Unmet';
}

/**
 * Runs a command's work; an Unmet condition becomes its message and exit code 1, any other error stays a crash.
 * @param {() => Promise<void>} work
 */
export async function reportUnmet(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Unmet)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
