const CONDITIONS = [
  '1=1',
  "'1'='1'",
  "'a'='a",
  '1=1--',
  "''=''",
  'true',
  'pg_sleep(0) is not null',
  '(select count(*) from app_user)>0',
  "exists(select 1 from api_key where hash like '%')",
  "workspace_id<>''",
];
const STATEMENTS = [
  'drop table stripe_event',
  'delete from workspace',
  "update app_user set email='eve@evil.example'",
  'select pg_sleep(0)',
  "copy app_user to '/tmp/stolen'",
  'truncate ledger_entry',
];
const UNIONS = [
  'select null',
  'select hash from api_key',
  'select password_hash from app_user',
  'select cipher,1,2 from webhook_secret',
];
const QUOTES = ["'", '"', "')", "'}"];

/** A hundred ways out of a literal; none holds a comma, which would make it two values. */
export const SQL_PAYLOADS: readonly string[] = [
  ...QUOTES.slice(0, 3).flatMap((quote) => CONDITIONS.map((condition) => `x${quote} or ${condition} -- `)),
  ...QUOTES.flatMap((quote) => STATEMENTS.map((statement) => `x${quote}; ${statement}; -- `)),
  ...QUOTES.flatMap((quote) => UNIONS.map((union) => `x${quote} union all ${union} -- `)),
  ...["'", "''", "\\'", '\\', '%', '_', '%27', '\u02bc or 1=1', '\uff07 or 1=1', '`', '$1', '$$x$$', '?', ':x', '{}'],
  ...['null', '-1', '0x31', '1e999', 'NaN', "E'\\047'", "U&'\\0027'", "'||(select version())||'", "x'::regclass::text"],
  ...['product_id) or (1=1', '*/ or 1=1 /*', "x'/**/or/**/1=1", "x' or 1=1 #", "x'\u0000 or 1=1", "x'\n;select 1"],
].map((payload) => payload.replaceAll(',', ' '));
