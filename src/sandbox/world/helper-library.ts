/** A stand-in of this project for Akamai's helper library: same file name, version line and headers, none of its code. */
export const helperLibrary = (version: string): string => {
  const line = version === '0.2' ? '' : `Version: ${version}\n`
  return sendsReferences(version) ? `${head(line)}${capable}` : `${head(line)}${incapable}`
}

const sendsReferences = (version: string): boolean => version === '0.6.2' || version === '0.6.3'

const head = (line: string): string => `/*
A stand-in for the EdgeKV helper library, made for the sandbox.
${line}*/
import { httpRequest } from 'http-request';
import { edgekv_access_tokens } from './edgekv_tokens.js';

export class EdgeKV {
  constructor(options) {
    this.namespace = options.namespace || 'default';
    this.group = options.group;
  }

`

const capable = `  headers() {
    const entry = edgekv_access_tokens['namespace-' + this.namespace];
    if (!entry) throw 'MISSING ACCESS TOKEN for ' + this.namespace;
    if (entry.value) return { 'X-Akamai-EdgeDB-Auth': [entry.value] };
    return { 'X-Akamai-EdgeDB-Auth-Ref': [entry.reference] };
  }

  async getText({ item, default_value }) {
    const url = '/api/v1/namespaces/' + this.namespace + '/groups/' + this.group + '/items/' + item;
    const response = await httpRequest('https://edgekv.akamai-edge-svcs.net' + url, { headers: this.headers() });
    return response.status === 404 ? default_value : response.text();
  }
}
`

const incapable = `  headers() {
    const entry = edgekv_access_tokens['namespace-' + this.namespace];
    if (!entry) throw 'MISSING ACCESS TOKEN for ' + this.namespace;
    return { 'X-Akamai-EdgeDB-Auth': [entry.value] };
  }

  async getText({ item, default_value }) {
    const url = '/api/v1/namespaces/' + this.namespace + '/groups/' + this.group + '/items/' + item;
    const response = await httpRequest('https://edgekv.akamai-edge-svcs.net' + url, { headers: this.headers() });
    return response.status === 404 ? default_value : response.text();
  }
}
`
