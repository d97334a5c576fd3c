// What other features may do with the case of a personal key.
export { returnStartMessages } from './budgets.ts'
export { endEvery as endEveryUnlock, listOpenCases as listOpenUnlocks, lockUnlock, readUnlock, saveUnlock } from './store.ts'
