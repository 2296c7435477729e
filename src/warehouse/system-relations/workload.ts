import { emptyRelation } from '#warehouse/system-relations/declare.ts';

/** What a cluster's queues, disks and plan steps would tell. Monitoring queries join these and must find them. */
export const stlWlmQuery = emptyRelation({
  name: 'stl_wlm_query',
  columns: `
    userid                   int4
    xid                      int4
    task                     int4
    query                    int4
    service_class            int4
    slot_count               int4
    service_class_start_time timestamp
    queue_start_time         timestamp
    queue_end_time           timestamp
    total_queue_time         int8
    exec_start_time          timestamp
    exec_end_time            timestamp
    total_exec_time          int8
    service_class_end_time   timestamp
    final_state              char(16)
    est_peak_mem             int8
    query_priority           char(20)
    service_class_name       char(64)`,
  note: 'Empty: statements do not queue.',
});

export const stvWlmQueryState = emptyRelation({
  name: 'stv_wlm_query_state',
  columns: `
    xid            int4
    task           int4
    query          int4
    service_class  int4
    slot_count     int4
    wlm_start_time timestamp
    state          char(16)
    queue_time     int8
    exec_time      int8
    query_priority char(20)`,
  note: 'Empty: statements do not queue.',
});

export const stvWlmQueryQueueState = emptyRelation({
  name: 'stv_wlm_query_queue_state',
  columns: `
    service_class int4
    position      int4
    task          int4
    query         int4
    slot_count    int4
    start_time    timestamp
    queue_time    int8`,
  note: 'Empty: statements do not queue.',
});

export const stvWlmServiceClassConfig = emptyRelation({
  name: 'stv_wlm_service_class_config',
  columns: `
    service_class            int4
    queueing_strategy        char(32)
    num_query_tasks          int4
    target_num_query_tasks   int4
    evictable                char(8)
    eviction_threshold       int8
    query_working_mem        int4
    target_query_working_mem int4
    min_step_mem             int4
    name                     char(64)
    max_execution_time       int8
    user_group_wild_card     bool
    query_group_wild_card    bool
    concurrency_scaling      char(20)
    query_priority           char(20)`,
  note: 'Empty: statements do not queue.',
});

export const stvWlmServiceClassState = emptyRelation({
  name: 'stv_wlm_service_class_state',
  columns: `
    service_class                   int4
    num_queued_queries              int4
    num_executing_queries           int4
    num_serviced_queries            int4
    num_executed_queries            int4
    query_working_mem               int4
    num_concurrency_scaling_queries int4`,
  note: 'Empty: statements do not queue.',
});

export const stvWlmClassificationConfig = emptyRelation({
  name: 'stv_wlm_classification_config',
  columns: `
    id                   int4
    condition            char(128)
    action_seq           int4
    action               char(64)
    action_service_class int4`,
  note: 'Empty: statements do not queue.',
});

export const stlCommitStats = emptyRelation({
  name: 'stl_commit_stats',
  columns: `
    xid              int8
    node             int4
    startqueue       timestamp
    startwork        timestamp
    endflush         timestamp
    endstage         timestamp
    endlocal         timestamp
    startglobal      timestamp
    endtime          timestamp
    queuelen         int8
    permblocks       int8
    newblocks        int8
    dirtyblocks      int8
    headers          int8
    numxids          int4
    oldestxid        int8
    extwritelatency  int8
    metadatawritten  int4
    tombstonedblocks int8
    tossedblocks     int8
    batched_by       int8`,
  note: 'Empty: commits do not queue. SYS_TRANSACTION_HISTORY has their times.',
});

export const stlScan = emptyRelation({
  name: 'stl_scan',
  columns: `
    userid                    int4
    query                     int4
    slice                     int4
    segment                   int4
    step                      int4
    starttime                 timestamp
    endtime                   timestamp
    tasknum                   int4
    rows                      int8
    bytes                     int8
    fetches                   int8
    type                      int4
    tbl                       int4
    is_rrscan                 char(1)
    is_delayed_scan           char(1)
    rows_pre_filter           int8
    rows_pre_user_filter      int8
    perm_table_name           char(136)
    is_rlf_scan               char(1)
    is_rlf_scan_reason        int4
    num_em_blocks             int4
    checksum                  int8
    runtime_filtering         char(1)
    scan_region               int4
    num_sortkey_as_predicate  int4
    row_fetcher_state         int4
    consumed_scan_ranges      int8
    work_stealing_reason      int8
    is_vectorized_scan        char(1)
    is_vectorized_scan_reason int4
    row_fetcher_reason        int8
    topology_signature        int8
    use_tpm_partition         char(1)
    is_rrscan_expr            char(1)`,
  note: 'Empty: plan steps are not recorded.',
});

export const stlExplain = emptyRelation({
  name: 'stl_explain',
  columns: `
    userid   int4
    query    int4
    nodeid   int4
    parentid int4
    plannode char(400)
    info     char(400)`,
  note: 'Empty: plans are not recorded.',
});

export const stlAlertEventLog = emptyRelation({
  name: 'stl_alert_event_log',
  columns: `
    userid     int4
    query      int4
    slice      int4
    segment    int4
    step       int4
    pid        int4
    xid        int8
    event      char(1024)
    solution   char(1024)
    event_time timestamp`,
  note: 'Empty: the planner raises no alerts.',
});

export const stlVacuum = emptyRelation({
  name: 'stl_vacuum',
  columns: `
    userid               int4
    xid                  int8
    table_id             int4
    status               char(30)
    rows                 int8
    sortedrows           int4
    blocks               int4
    max_merge_partitions int4
    eventtime            timestamp
    reclaimable_rows     int8
    reclaimable_space_mb int8
    cutoff_xid           int8
    is_recluster         int4`,
  note: 'Empty: VACUUM has nothing to sort.',
});

export const stlAnalyze = emptyRelation({
  name: 'stl_analyze',
  columns: `
    userid             int4
    xid                int8
    database           char(30)
    table_id           int4
    status             char(15)
    rows               float8
    modified_rows      float8
    threshold_percent  int4
    is_auto            char(1)
    starttime          timestamp
    endtime            timestamp
    prevtime           timestamp
    num_predicate_cols int4
    new_predicate_cols int4
    is_background      char(1)
    auto_analyze_phase char(100)
    schema_name        char(128)
    table_name         char(136)`,
  note: 'Empty: the engine keeps its own statistics.',
});

export const stlQueryMetrics = emptyRelation({
  name: 'stl_query_metrics',
  columns: `
    userid              int4
    service_class       int4
    query               int4
    segment             int4
    step_type           int4
    starttime           timestamp
    slices              int4
    max_rows            int8
    rows                int8
    max_cpu_time        int8
    cpu_time            int8
    max_blocks_read     int8
    blocks_read         int8
    max_run_time        int8
    run_time            int8
    max_blocks_to_disk  int8
    blocks_to_disk      int8
    step                int4
    max_query_scan_size int8
    query_scan_size     int8
    query_priority      int8
    query_queue_time    int8
    service_class_name  char(64)`,
  note: 'Empty: plan steps are not recorded.',
});

export const svlQuerySummary = emptyRelation({
  name: 'svl_query_summary',
  columns: `
    userid          int4
    query           int4
    stm             int4
    seg             int4
    step            int4
    maxtime         int8
    avgtime         int8
    rows            int8
    bytes           int8
    rate_row        float8
    rate_byte       float8
    label           text
    is_diskbased    char(1)
    workmem         int8
    is_rrscan       char(1)
    is_delayed_scan char(1)
    rows_pre_filter int8`,
  note: 'Empty: plan steps are not recorded.',
});

export const svlQueryReport = emptyRelation({
  name: 'svl_query_report',
  columns: `
    userid          int4
    query           int4
    slice           int4
    segment         int4
    step            int4
    start_time      timestamp
    end_time        timestamp
    elapsed_time    int8
    rows            int8
    bytes           int8
    label           char(256)
    is_diskbased    char(1)
    workmem         int8
    is_rrscan       char(1)
    is_delayed_scan char(1)
    rows_pre_filter int8`,
  note: 'Empty: plan steps are not recorded.',
});

export const svlQueryMetricsSummary = emptyRelation({
  name: 'svl_query_metrics_summary',
  columns: `
    userid                     int4
    query                      int4
    service_class              int4
    query_cpu_time             int8
    query_blocks_read          int8
    query_execution_time       int8
    query_cpu_usage_percent    numeric(38,2)
    query_temp_blocks_to_disk  int8
    segment_execution_time     int8
    cpu_skew                   numeric(38,2)
    io_skew                    numeric(38,2)
    scan_row_count             int8
    join_row_count             int8
    nested_loop_join_row_count int8
    return_row_count           int8
    spectrum_scan_row_count    int8
    spectrum_scan_size_mb      int8
    query_queue_time           int8
    service_class_name         char(64)`,
  note: 'Empty: plan steps are not recorded.',
});

export const stvPartitions = emptyRelation({
  name: 'stv_partitions',
  columns: `
    owner        int4
    host         int4
    diskno       int4
    part_begin   int8
    part_end     int8
    used         int4
    tossed       int4
    capacity     int4
    reads        int8
    writes       int8
    seek_forward int4
    seek_back    int4
    is_san       int4
    failed       int4
    mbps         int4
    mount        char(256)`,
  note: 'Empty: there are no disk partitions of a cluster.',
});

export const stvBlocklist = emptyRelation({
  name: 'stv_blocklist',
  columns: `
    slice            int4
    col              int4
    tbl              int4
    blocknum         int4
    num_values       int4
    extended_limits  int4
    minvalue         int8
    maxvalue         int8
    sb_pos           int4
    pinned           int4
    on_disk          int4
    modified         int4
    hdr_modified     int4
    unsorted         int4
    tombstone        int4
    preferred_diskno int4
    temporary        int4
    newblock         int4
    num_readers      int4
    flags            int4`,
  note: 'Empty: the engine stores in its own format.',
});

export const svvDiskusage = emptyRelation({
  name: 'svv_diskusage',
  columns: `
    db_id            int4
    name             char(72)
    slice            int4
    col              int4
    tbl              int4
    blocknum         int4
    num_values       int4
    minvalue         int8
    maxvalue         int8
    sb_pos           int4
    pinned           int4
    on_disk          int4
    modified         int4
    hdr_modified     int4
    unsorted         int4
    tombstone        int4
    preferred_diskno int4
    temporary        int4
    newblock         int4`,
  note: 'Empty: the engine stores in its own format.',
});

export const stvActiveCursors = emptyRelation({
  name: 'stv_active_cursors',
  columns: `
    userid       int4
    name         char(256)
    xid          int8
    pid          int4
    starttime    timestamp
    row_count    int8
    byte_count   int8
    fetched_rows int8`,
  note: 'Empty: open cursors are not listed yet.',
});

export const stvQueryMetrics = emptyRelation({
  name: 'stv_query_metrics',
  columns: `
    userid              int4
    service_class       int4
    query               int4
    segment             int4
    step_type           int4
    starttime           timestamp
    slices              int4
    max_rows            int8
    rows                int8
    max_cpu_time        int8
    cpu_time            int8
    max_blocks_read     int8
    blocks_read         int8
    max_run_time        int8
    run_time            int8
    max_blocks_to_disk  int8
    blocks_to_disk      int8
    step                int4
    max_query_scan_size int8
    query_scan_size     int8
    query_priority      int8
    query_queue_time    int8`,
  note: 'Empty: plan steps are not recorded.',
});
