import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openPglite } from '../src/db/open.ts'

// The embedded database takes no lock of its own: a file beside its folder keeps a second process out.

it('refuses a second process on the same folder, and takes over the lock of one that is gone', { timeout: 120_000 }, async () => {
  const parent = await mkdtemp(join(tmpdir(), 'cerrajero-lock-'))
  const folder = join(parent, 'data')
  try {
    const holding = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    await writeFile(`${folder}.lock`, String(holding.pid))
    await expect(openPglite(folder)).rejects.toThrow(`the embedded database in ${folder} is in use by process ${holding.pid}`)
    holding.kill('SIGKILL')
    await once(holding, 'exit')

    const opened = await openPglite(folder)
    expect(await readFile(`${folder}.lock`, 'utf8')).toBe(String(process.pid))
    await expect(openPglite(folder)).rejects.toThrow(`is in use by process ${process.pid}`)
    await opened.close()
    await expect(readFile(`${folder}.lock`, 'utf8')).rejects.toThrow('ENOENT')
  } finally {
    await rm(parent, { recursive: true })
  }
})
