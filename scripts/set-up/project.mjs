import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's own folder. */
export const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Programs that set-up unpacks for this project alone; ignored by git. */
export const toolsFolder = join(project, '.tools')
