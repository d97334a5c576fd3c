import { officePath } from '../../staff/paths.ts'

const ofCase = (number: string) => `${officePath.cases}/${number}`

/** The agent's pages. Those of a case take its number. */
export const consolePath = {
  queue: officePath.cases,
  search: `${officePath.cases}/buscar`,
  case: ofCase,
  access: (number: string) => `${ofCase(number)}/motivo`,
  identity: (number: string) => `${ofCase(number)}/identidad`,
  unknown: (number: string) => `${ofCase(number)}/no-consta`,
  result: (number: string) => `${ofCase(number)}/resultado`,
  note: (number: string) => `${ofCase(number)}/nota`,
  ask: (number: string) => `${ofCase(number)}/pedir`,
  propose: (number: string) => `${ofCase(number)}/proponer`,
  screen: (number: string) => `${ofCase(number)}/pantalla`,
} as const
