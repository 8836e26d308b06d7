/** One verb of the command line: what it is called with, what it does, and how it is loaded when it is needed. */
export interface CliVerb {
  readonly words: string
  readonly usage: string
  readonly does: string
  load(): Promise<(args: string[]) => Promise<number>>
}

/** Every verb, in the order of the help. Nothing is imported before its verb is called: `parse` needs no Redis client. */
export const cliVerbs: readonly CliVerb[] = [
  {
    words: 'start',
    usage: '[--role chat|worker|watch]…',
    does: 'runs the bot; all roles in one process by default',
    load: async () => (await import('./start.ts')).start,
  },
  {
    words: 'doctor',
    usage: '[--json]',
    does: 'checks configuration, Redis, chat, Akamai grants and clocks, and says what to do',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    words: 'demo',
    usage: '[--script [NAME]]',
    does: 'runs the bot against the sandbox: no account, no configuration and no Slack needed',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    words: 'sandbox',
    usage: '[--tls] [--seed FILE] [--json]',
    does: 'runs the sandbox alone, for pointing other clients at it',
    load: async () => (await import('./sandbox.ts')).sandbox,
  },
  {
    words: 'bundle inspect',
    usage: 'FILE [--config FILE] [--json]',
    does: 'token entries, helper library and problems of a .tgz',
    load: async () => (await import('./bundle-inspect.ts')).bundleInspect,
  },
  {
    words: 'bundle rewrite',
    usage:
      'FILE --from NAME --to NAME (--reference UUID | --value-stdin) [--namespace NS]… --version V [--fix-keys] [--helper FILE] [--config FILE] -o OUT [--json]',
    does: 'puts another token into a .tgz, and nothing else',
    load: async () => (await import('./bundle-rewrite.ts')).bundleRewrite,
  },
  {
    words: 'config check',
    usage: 'FILE [--json]',
    does: 'finds every problem of a configuration file at once',
    load: async () => (await import('./config-check.ts')).configCheck,
  },
  {
    words: 'config schema',
    usage: '',
    does: 'prints the JSON Schema of the configuration file',
    load: async () => (await import('./config-schema.ts')).configSchema,
  },
  {
    words: 'config example',
    usage: '',
    does: 'prints a commented configuration file to start from',
    load: async () => (await import('./config-example.ts')).configExample,
  },
  {
    words: 'simulate',
    usage: '--config FILE --tokens FILE.json --from DATE --days N [--json]',
    does: 'every warning that would be sent, when and where to',
    load: async () => (await import('./simulate.ts')).simulate,
  },
  {
    words: 'list',
    usage: '[--csv | --json] [--account A] [--stored]',
    does: 'tokens, scopes, owners and findings, from Akamai or (--stored) as the bot saw them last',
    load: async () => (await import('./list.ts')).list,
  },
  {
    words: 'audit verify',
    usage: 'FILES… [--json]',
    does: 'finds edited, removed and reordered entries of the audit trail',
    load: async () => (await import('./audit-verify.ts')).auditVerify,
  },
  {
    words: 'audit export',
    usage:
      '--from DATE --to DATE [--account A] [--token T] [--rotation R42] [--only break-glass] [--dir DIR] --format csv|jsonl',
    does: 'prints entries of the audit trail',
    load: async () => (await import('./audit-export.ts')).auditExport,
  },
  {
    words: 'audit evidence',
    usage: 'ROTATION -o DIR [--account A] [--dir DIR] [--json]',
    does: 'puts together the papers of one rotation: plan, votes, every event with its place in the chain',
    load: async () => (await import('./audit-evidence.ts')).auditEvidence,
  },
  {
    words: 'parse',
    usage: 'LINE [--json]',
    does: 'shows how a chat line is understood',
    load: async () => (await import('./parse.ts')).parse,
  },
  {
    words: 'manifest',
    usage: 'slack [--url https://HOST] [-o FILE] | teams --url https://HOST -o FILE',
    does: 'prints an app manifest that is ready to upload',
    load: async () => (await import('./manifest.ts')).manifest,
  },
]
