import { stat } from 'node:fs/promises'

/** The permission bits of the key file. */
export const keyFileMode = async (path: string) => (await stat(path)).mode & 0o777
