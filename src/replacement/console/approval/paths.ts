import { officePath } from '../../../staff/paths.ts'

const root = officePath.approvals

/** The pages of who approves, and of who resolves disputes. */
export const approvalPath = {
  queue: root,
  case: (number: string) => `${root}/${number}`,
  dispute: (of: string, id: string) => `${root}/disputas/${of}/${id}`,
  hold: `${root}/retener`,
} as const
