import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** Seconds of processor time that processes and everything they started have used, and their memory in MiB, shared pages divided among them (Linux). */
export function usageOf(roots: readonly number[]): { cpuSeconds: number; memoryMiB: number } {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const fields = statOf(Number(name))
    if (fields) parents.set(Number(name), Number(fields[1]))
  }
  const belongs = (pid: number): boolean => roots.includes(pid) || ((parents.get(pid) ?? 0) > 1 && belongs(parents.get(pid) ?? 0))
  let ticks = 0
  let kibibytes = 0
  for (const pid of parents.keys()) {
    const fields = belongs(pid) ? statOf(pid) : null
    if (!fields) continue
    ticks += Number(fields[11]) + Number(fields[12])
    kibibytes += proportionalSizeOf(pid)
  }
  return { cpuSeconds: ticks / ticksPerSecond, memoryMiB: kibibytes / 1024 }
}

/** The fields of /proc/PID/stat after the name: state, parent, … */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** What a process takes of memory, in KiB; a page that several share counts once among them. */
function proportionalSizeOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
