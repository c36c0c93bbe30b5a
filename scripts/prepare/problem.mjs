/** Stops the preparation with one sentence and no stack. */
export class Problem extends Error {}
