// Proves that lint sees what it must refuse: each planted file breaks one rule.
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { ROOT } from './prepare/paths.mjs'

const PLANTED = join(ROOT, 'server', 'test', 'planted', 'lint')
const RULES = { 'missing-member.ts': '@typescript-eslint/switch-exhaustiveness-check' }

const eslint = new ESLint({ cwd: ROOT, ignore: false })
for (const [file, rule] of Object.entries(RULES)) {
  const [result] = await eslint.lintFiles(join(PLANTED, file))
  const isFound = result?.messages.some(({ ruleId, severity }) => ruleId === rule && severity === 2)
  if (isFound) continue
  console.log(`the violation of ${rule} planted in ${join(PLANTED, file)} was not found`)
  process.exitCode = 1
}
