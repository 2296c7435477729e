import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

// Opens the data folder of its first argument, commits two rows, leaves a third uncommitted, and waits to be killed.
const warehouse = await openTestWarehouse({ ephemeral: false, dataFolder: process.argv[2]! });
const client = await TestClient.open(warehouse);
await client.run('create table kept (a int); insert into kept values (1), (2)');
await client.run('begin; insert into kept values (3)');
process.stdout.write('ready\n');
setInterval(() => undefined, 1000);
