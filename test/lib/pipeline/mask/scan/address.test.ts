import { marked } from './found';

describe('addresses in free text', () => {
  test.each([
    ['from 203.0.113.50:443', 'from <ip>:443'],
    ['8.8.8.8/32', '<ip>/32'],
    ['100.64.1.2', '<ip>'],
    ['ip=198.51.100.7;', 'ip=<ip>;'],
    ['IPは203.0.113.9です', 'IPは<ip>です'],
    ['outside/203.0.113.9(443)', 'outside/<ip>(443)'],
    ['https://203.0.113.9/x', 'https://<ip>/x'],
    ['075.050.255.067', '<ip>'],
    ['line\\n203.0.113.9', 'line\\n<ip>'],
    ['line\\b2001:db8::1', 'line\\b<ip>'],
    ['server 203.0.113.9', 'server <ip>'],
    ['...203.0.113.9', '...<ip>'],
    ['done.203.0.113.9', 'done.<ip>'],
    ['build 7 from 203.0.113.9', 'build 7 from <ip>'],
    ['[2001:db8::1]:443', '[<ip>]:443'],
    ['ip:2001:4860:4860::8888.', 'ip:<ip>.'],
    ['time:2001:4860:4860:0:0:0:0:8888', 'time:<ip>'],
    ['::ffff:203.0.113.5', '<ip>'],
    ['2001:DB8:0:0:0:0:0:1 and 10.0.0.1', '<ip> and 10.0.0.1'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  test.each([
    '10.0.0.1 172.16.5.4 192.168.0.1 127.0.0.1 169.254.169.254 0.0.0.0/0 255.255.255.0 224.0.0.1',
    '::1 fe80::1%eth0 fd12::3 ::/0',
    'arn:aws:s3:::bucket',
    'AWS::EC2::Instance',
    'std::string',
    'cafe::babe',
    '10:30:15',
    '2024-08-12T10:15:30',
    '00:1a:2b:3c:4d:5e',
    'aa:bb:cc:dd:ee:ff',
    '1.3.6.1.4.1.311',
    '1.2.3.4.5',
    'x1.2.3.4',
    '256.1.1.1',
    'v1.2.3.4',
    'version 1.2.3.4',
    'version: "1.2.3.4"',
    'release=4.14.25.1',
    'Chrome/120.0.0.0 Safari/537.36',
    'Boto3/1.2.3.4',
    'Linux-5.10.102.1-microsoft',
    'Windows NT 10.0; rv:1.2.3.4',
  ])('stay: %s', (text) => {
    expect(marked(text)).toBe(text);
  });

  test('a lower-case product has a version in a user agent only', () => {
    expect(marked('curl/8.4.0.1', { key: 'user_agent', isAgent: true })).toBe('curl/8.4.0.1');
    expect(marked('outside/8.4.0.1')).toBe('outside/<ip>');
  });

  test('a key that says version keeps its dotted quad', () => {
    expect(marked('1.2.3.4', { key: 'clientversion', isVersion: true })).toBe('1.2.3.4');
  });
});
