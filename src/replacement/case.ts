// What other features may do with a case with an office.
export { moveCase, takeInHand } from './facts.ts'
export { returnFilingNotice } from './limits.ts'
export { isStoppable, mayVeto } from './may-veto.ts'
export { type CaseRow, hasVetoed, holderOf, lockWithHolder, readCase } from './store.ts'
