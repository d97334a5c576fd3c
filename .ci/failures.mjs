import { readFileSync } from 'node:fs'

// Prints what failed in a report of tests, with the first lines of why, so that the end of a run says it all. Runs on any Node.

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
for (const { name, message, assertionResults } of report.testResults) {
  const file = name.replace(`${process.cwd()}/`, '')
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  for (const { fullName, failureMessages } of failed) console.log(`${file}: ${fullName}\n  ${failureMessages.join('\n').slice(0, 1500)}`)
  if (failed.length === 0 && message) console.log(`${file}: ${message.slice(0, 1500)}`)
}
