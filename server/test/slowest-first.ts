import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Parts of the paths of slow files. A slow file that starts last leaves a core idle at the end. */
const SLOW = ['test/model/', 'test/fuzz/', 'test/start/', 'test/security/management-fuzz.test.ts', 'test/sdk/']

/** Starts the slow files first; the others stay in the order that the runner chooses. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const { slow = [], other = [] } = Object.groupBy(sorted, ({ moduleId }) => (isSlow(moduleId) ? 'slow' : 'other'))
    return [...slow, ...other]
  }
}

function isSlow(moduleId: string): boolean {
  return SLOW.some((part) => moduleId.includes(part))
}
