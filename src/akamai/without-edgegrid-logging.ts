// akamai-edgegrid reads these when it is loaded and then logs bodies and the derived signing key.
// This module is loaded before it.
delete process.env['AKAMAI_LOG_LEVEL']
delete process.env['AKAMAI_LOG_PRETTY']
