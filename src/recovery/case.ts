// What other features may do with a case of online recovery.
export { returnStartMessages } from './budgets.ts'
export { lockRecovery as lockCase, readRecovery as readCase, saveRecovery as saveCase } from './store.ts'
