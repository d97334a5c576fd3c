import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as recovery from '../src/recovery/recovery.ts'
import { recoveryStates } from '../src/recovery/recovery.ts'
import * as unlock from '../src/unlock/unlock.ts'
import { unlockStates } from '../src/unlock/unlock.ts'
import { fencedBlocks } from './fenced-blocks.ts'

// The states of a case are written in three places: the union in the code, the check in SQL, the diagram. Here they are one.

type Diagram = { states: string[]; arrows: { from: string; to: string; when: string }[] }

function readDiagram(markdown: string): Diagram {
  const diagram = fencedBlocks(markdown, 'mermaid').find((block) => block.startsWith('stateDiagram-v2')) ?? ''
  const arrows = [...diagram.matchAll(/^\s*(\S+) --> (\S+?)(?:: (.*))?$/gm)].map(([, from = '', to = '', when = '']) => ({ from, to, when }))
  return { states: [...new Set(arrows.flatMap(({ from, to }) => [from, to]))].filter((name) => name !== '[*]').sort(), arrows }
}

/** The values that the check of a column allows. */
function readCheck(sql: string, column: string): string[] {
  const [, values = ''] = new RegExp(`check \\(${column} in \\(([^)]*)\\)\\)`).exec(sql) ?? []
  return [...values.matchAll(/'(\w+)'/g)].map(([, value = '']) => value).sort()
}

describe.each([
  {
    name: 'a recovery',
    page: 'recovery',
    migration: '0011_evidence',
    union: [...recoveryStates].sort() as string[],
    afterVeto: recovery.afterVeto,
    takesLink: recovery.takesLink,
  },
  {
    name: 'an unlock',
    page: 'unlock',
    migration: '0009_unlock',
    union: [...unlockStates].sort() as string[],
    afterVeto: unlock.afterVeto,
    takesLink: unlock.takesLink,
  },
])('the states of $name', ({ page, migration, union, afterVeto, takesLink }) => {
  const { states, arrows } = readDiagram(readFileSync(`docs/journeys/${page}.md`, 'utf8'))

  it('are the same in the code, in SQL and in the diagram', () => {
    expect(states).toEqual(union)
    expect(readCheck(readFileSync(`migrations/${migration}.sql`, 'utf8'), 'state')).toEqual(union)
  })

  it('change by a veto as the diagram says', () => {
    const drawn = arrows.filter(({ when }) => /\bveto\b/.test(when)).map(({ from, to }) => `${from} → ${to}`)
    const inCode = Object.entries(afterVeto).filter(([from, to]) => to !== null && to !== from)
    expect(drawn.sort()).toEqual(inCode.map(([from, to]) => `${from} → ${to}`).sort())
  })

  it('take a link where the diagram says that a case can still be proven, or set its key', () => {
    const drawn = new Set(arrows.filter(({ to }) => to === 'proven' || to === 'completed').map(({ from }) => from))
    expect([...drawn].sort()).toEqual(
      Object.entries(takesLink)
        .filter(([, takes]) => takes)
        .map(([state]) => state)
        .sort(),
    )
  })

  it('are all reached, and are final only where the diagram ends', () => {
    for (const state of union) expect(arrows.some(({ to }) => to === state)).toBe(true)
    const final = union.filter((state) => arrows.some(({ from, to }) => from === state && to === '[*]'))
    expect(final).toEqual(['completed', 'disputed', 'ended'])
  })
})
