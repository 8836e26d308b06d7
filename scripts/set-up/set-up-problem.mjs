/** Something that set-up cannot do by itself; the message says what the reader has to do. Shown without a stack trace. */
export class SetUpProblem extends Error {}
