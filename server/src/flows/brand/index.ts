/**
 * The brand of an environment: its colours, shapes and logos, checked for contrast, and samples of every hosted page
 * that show a change before it is saved. Owns no table.
 *
 * Invariants: a sample is rendered by the code of the real page and writes nothing; it carries no script, and no address
 * of it does anything. The scope of the brand changes the look and nothing else.
 */
export { SAMPLE_NAMES, renderSample, type SampleName } from './pages/samples.ts'
