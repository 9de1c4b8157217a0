import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

export const NETWORK: readonly Acknowledgement[] = [
  ...acknowledge(
    'Lambda asks for the right on every network interface before it makes those of a function; code of functions is denied it.',
    [pattern('*'), 'Kumomori-no-wildcard[Resource::*]'],
    ['Security/Network/Functions/Interfaces/Resource'],
  ),
  ...acknowledge(
    'Nothing is in the default group, every interface is in one of its own, and the VPC has no way in or out.',
    ['NIST.800.53.R5-VPCDefaultSecurityGroupClosed'],
    ['Security/Network/Subnets/Vpc'],
  ),
];
