// What other features may do with a case of online recovery.
export { returnStartMessages } from './budgets.ts'
export {
  endEvery as endEveryRecovery,
  listOpenCases,
  lockRecovery as lockCase,
  type OpenCase,
  readRecovery as readCase,
  saveRecovery as saveCase,
} from './store.ts'
