/** Tells what is going on, on standard error: standard output belongs to the program that runs next. */
export const say = (text) => process.stderr.write(`set-up: ${text}\n`)
