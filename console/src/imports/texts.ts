import type { FileForm } from './file-form.ts'

const SEPARATORS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
}

/** Everything that the pages of imports say. */
export const texts = {
  title: 'Imports',
  lead: 'Bring users and organizations from another system. Nobody is sent mail, and old passwords keep working.',
  importUsers: 'Import users',
  importOrganizations: 'Import organizations',
  caption: 'The newest first, 50 a page',
  emptyTitle: 'Nothing was imported yet',
  empty: 'Begin with organizations, where you have some; then users find them by your own id of each.',
  columns: { what: 'Import', state: 'State', created: 'Created', existing: 'There already', refused: 'Refused' },
  kinds: { users: 'Users', organizations: 'Organizations' },
  rehearsal: 'Rehearsal',
  states: {
    receiving: 'Being received',
    queued: 'Waiting',
    running: 'Being read',
    wrapping: 'Hardening passwords',
    finished: 'Finished',
    failed: 'Stopped by a problem',
  },
  file: 'File',
  chooseFile: 'Choose file',
  fileReason: {
    users:
      'CSV, JSON or one JSON object per line, 1 GiB at most. Columns: id, email, email_verified, phone, username, first_name, last_name, hashed_password, external_organization_id, roles and others; none must be there, but a row needs an id or an address.',
    organizations:
      'CSV with the columns name and id, your own id of the organization; or a file that was exported here. A row whose id is known updates the name.',
  },
  fileHelp: 'The file is read here first to see its form. It is sent when you rehearse or run it.',
  format: 'Form of the file',
  formats: {
    'text/csv': 'CSV',
    'application/json': 'One JSON document',
    'application/x-ndjson': 'One JSON object per line',
  },
  charset: 'Encoding',
  charsets: { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'windows-1252': 'Windows-1252 (CSV of Excel)' },
  found: (form: FileForm) => {
    if (form.mediaType !== 'text/csv') return `It looks like ${texts.formats[form.mediaType].toLowerCase()}.`
    const separator = SEPARATORS[form.separator] ?? form.separator
    return `It looks like CSV separated by ${separator}, with these columns: ${form.columns.join(', ')}.`
  },
  notUtf8: 'It is not in UTF-8. Excel writes Windows-1252; check names with accents in the rehearsal.',
  binary: {
    zip: 'This is an Excel workbook or a ZIP archive. Save it as CSV in UTF-8 and choose that.',
    old: 'This is an old Excel workbook. Save it as CSV in UTF-8 and choose that.',
    gzip: 'This is compressed. Unpack it and choose the file inside.',
    pdf: 'This is a PDF document. Choose CSV or JSON.',
  },
  emptyFile: 'The file is empty.',
  tooLarge: 'The file is larger than 1 GiB. Split it in several.',
  missingFile: 'Choose a file first.',
  rehearse: 'Rehearse',
  rehearseReason: 'A rehearsal checks every row and writes nothing. Run it for real afterwards, from its page.',
  guide: 'The columns, the JSON, and the password hashes that are taken',
  cancel: 'Cancel',
  importTitle: (kind: 'users' | 'organizations', isRehearsal: boolean) =>
    `${isRehearsal ? 'Rehearsal of' : 'Import of'} ${kind}`,
  progress: 'Read so far',
  rows: (count: number) => (count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`),
  facts: {
    state: 'State',
    started: 'Started',
    finished: 'Finished',
    rows: 'Rows read',
    created: 'Created',
    wouldCreate: 'Would be created',
    existing: 'There already',
    refused: 'Refused',
    wrapped: 'Passwords hardened',
  },
  existingHelp: {
    users: 'Who is there already stays as they are; organizations and roles of the row are added.',
    organizations: 'Those that are there already get the name of the row.',
  },
  leave: 'You can leave this page: reading goes on at the server, and this address shows how far it is.',
  result: 'Result',
  resultReason: 'What the file does, row by row.',
  runTitle: 'Run it for real',
  runReason: 'The server keeps no file of a rehearsal, because such files are full of personal data.',
  run: 'Run the import',
  runKept: (name: string) => `${name} is sent again, this time to be written.`,
  runChoose: 'Choose the same file again to run it.',
  nothingToRun: 'Every row was refused or the file as a whole is wrong. Mend the file and rehearse again.',
  problemsTitle: 'Rows that were refused',
  problemsReason:
    'In the order of the file. Mend them and send the file again: what is there already is not created twice.',
  problemColumns: { row: 'Row', reason: 'Reason', code: 'Code' },
  headRow: 'Column names',
  noProblemsTitle: 'No row was refused',
  noProblems: (isUnfinished: boolean) => (isUnfinished ? 'None so far.' : 'Every row of the file was taken.'),
  problemsCaption: 'In the order of the file, 50 a page',
  download: 'Download as CSV',
  stopTitle: 'Stop this import',
  stop: 'Stop the import',
  stopLoss: (created: number) =>
    created === 0
      ? 'It stops after the rows being written now. What was created until then stays.'
      : `It stops after the rows being written now. ${created.toLocaleString('en')} that were created so far stay.`,
  keepReading: 'Keep reading',
  deleteTitle: 'Forget this import',
  delete: 'Forget import',
  deleteLoss: 'The figures and the list of refused rows go. Everything that was created stays.',
  keep: 'Keep it',
  typeName: '',
  problems: {
    FILE_EMPTY: 'The file is empty.',
    FILE_TOO_LARGE: 'The file is larger than 1 GiB. Split it in several.',
    UNKNOWN_CHARSET: 'This encoding is not known. Save the file in UTF-8.',
    IMPORT_NOT_FOUND: 'Somebody stopped or deleted this import in the meantime.',
  },
}
