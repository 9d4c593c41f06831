/** Asks once and keeps the answer; what failed, or was refused while the desk was locked, is asked again when it is next needed. */
export function reachOnce(ask: () => Promise<unknown>): () => Promise<unknown> {
  let reaching: Promise<unknown> | null = null;
  return () => {
    if (reaching !== null) return reaching;
    const asked = ask();
    reaching = asked;
    asked.catch(() => {
      reaching = null;
    });
    return asked;
  };
}
