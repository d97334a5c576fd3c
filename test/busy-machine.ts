import { cpus, loadavg } from 'node:os'

/** How much longer everything takes than on a machine that does nothing else. */
export const stretch = () => Math.max(1, (loadavg()[0] ?? 0) / cpus().length)
