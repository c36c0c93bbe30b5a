import eslint from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import typescript from 'typescript-eslint'

/** The only files that may leave the environment of a request: host lookup, relay, retention, first start. */
const MAY_USE_SYSTEM_DB = [
  'server/src/*.ts',
  'server/src/platform/db/**',
  'server/src/domain/environments/**',
  'server/src/domain/installation/**',
  'server/src/domain/retention/**',
]

const CLOCK = 'Time comes from the clock of the context, so that tests can move it.'
const RANDOM = 'Randomness comes from #platform/crypto.'

/** What plain JavaScript here may use without importing it; TypeScript knows by itself. */
const GLOBALS =
  'process console require performance URL URLSearchParams Buffer fetch Request Response Headers AbortController ' +
  'AbortSignal TextEncoder TextDecoder crypto setTimeout setInterval clearTimeout clearInterval ' +
  'document window navigator location EventSource HTMLElement'

const sourceSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'One name everywhere: export it by name.' },
  { selector: 'TSEnumDeclaration', message: 'A union of literals needs no code at run time.' },
  { selector: 'Program > VariableDeclaration[kind="let"]', message: 'State of a module is shared by everybody.' },
  { selector: 'Program > ExportNamedDeclaration > VariableDeclaration[kind="let"]', message: 'State of a module.' },
  { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: RANDOM },
]
const clockSyntax = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: CLOCK },
  { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: CLOCK },
]

const systemDb = {
  selector: 'MemberExpression[property.name="system"]',
  message: 'Request work stays inside its environment; the system connection is for the files listed above.',
}
const deepImport = { group: ['../../*'], message: 'Another concept is entered through #domain, #flows or #platform.' }

export default typescript.config(
  {
    ignores: [
      '**/dist/**',
      '**/dist.new/**',
      '**/node_modules/**',
      'server/test/boundaries/**',
      'server/test/planted/lint/**',
      '**/generated/**',
      '**/*.generated.ts',
      '.cache/**',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: Object.fromEntries(GLOBALS.split(' ').map((name) => [name, 'readonly'])) },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    rules: {
      // Lines as an editor counts them: comments and blank lines are read too.
      'max-lines': ['error', { max: 370 }],
      'max-lines-per-function': ['error', { max: 62 }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [typescript.configs.recommended],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // The compiler knows better what exists.
      'no-undef': 'off',
      'no-redeclare': 'off',
      '@typescript-eslint/no-redeclare': 'off',
    },
  },
  {
    files: [
      'server/src/**/*.{ts,tsx}',
      'e2e/**/*.ts',
      'server/test/**/*.ts',
      'api-client/src/**/*.ts',
      '{ui,console}/src/**/*.{ts,tsx}',
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise that nobody waits for is work that nobody notices failing.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      // A new member of a union must show every place that has to know it, also where there is a default.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
    },
  },
  {
    files: ['{ui,console}/src/**/*.tsx', 'console/src/**/*.ts'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['server/src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...sourceSyntax, ...clockSyntax, systemDb],
      'no-restricted-imports': ['error', { patterns: [deepImport] }],
      'max-params': ['error', { max: 3 }],
      'max-depth': ['error', { max: 4 }],
    },
  },
  {
    // The connection, the ids that lead the key, and the values: db, …ids, values.
    files: ['server/src/**/{queries,views}.ts'],
    rules: { 'max-params': ['error', { max: 5 }] },
  },
  {
    files: MAY_USE_SYSTEM_DB,
    rules: { 'no-restricted-syntax': ['error', ...sourceSyntax, ...clockSyntax] },
  },
  {
    files: ['server/src/platform/clock/**'],
    rules: { 'no-restricted-syntax': ['error', ...sourceSyntax] },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'server/test/**', 'e2e/**'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-syntax': 'off',
      'max-params': 'off',
    },
  },
)
