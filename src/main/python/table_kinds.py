"""What each kind of measured table holds: the columns kept, the key that makes a row a duplicate, load rules."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TableKind:
    """`columns` are kept in this order; `labels` among them do not take part in the duplicate key."""

    columns: tuple
    values: tuple = ("latency",)
    labels: tuple = ()
    # Some modules were re-run into the same file; there the last row of a file is the valid one.
    last_in_file_wins: bool = False
    primary_file_only: bool = False
    # Columns that are not kept because every row must hold this one value.
    constants: tuple = ()

    @property
    def key(self):
        return tuple(column for column in self.columns if column not in self.labels)


def words(text):
    return tuple(text.split())


def kind(columns, labels="kernel_source", values="latency", **options):
    return TableKind(words(columns), words(values), words(labels), **options)


SPARSE_MODULE = "op_name kernel_source architecture mla_dtype kv_cache_dtype gemm_type num_heads step isl batch_size"
DSV4_MODULE = "kernel_source mla_dtype kv_cache_dtype gemm_type num_heads tp_size step isl batch_size"
RECURRENT = "kernel_source phase d_model d_conv num_k_heads head_k_dim num_v_heads head_v_dim batch_size seq_len"
MOE = "kernel_source moe_dtype distribution topk num_experts hidden_size inter_size moe_tp_size moe_ep_size num_tokens"

TABLE_KINDS = {
    "gemm": kind("kernel_source gemm_dtype m n k"),
    "computescale": kind("kernel_source quant_dtype m k"),
    "scale_matrix": kind("kernel_source quant_dtype m k"),
    "context_attention": kind(
        "kernel_source attn_dtype kv_cache_dtype num_key_value_heads head_dim window_size num_heads isl batch_size",
        labels="", constants=(("step", 0), ("beam_width", 1))),
    "generation_attention": kind(
        "kernel_source kv_cache_dtype num_key_value_heads head_dim window_size num_heads batch_size isl step",
        labels="", constants=(("beam_width", 1),)),
    "encoder_attention": kind("kernel_source attn_dtype head_dim num_heads isl batch_size"),
    "context_mla": kind("kernel_source mla_dtype kv_cache_dtype num_heads isl batch_size", constants=(("step", 0),)),
    "generation_mla": kind("kernel_source kv_cache_dtype num_heads batch_size isl step"),
    "mla_context_module": kind(
        "kernel_source model mla_dtype kv_cache_dtype gemm_type num_heads isl batch_size",
        constants=(("step", 0), ("tp_size", 1))),
    "mla_generation_module": kind(
        "kernel_source model kv_cache_dtype gemm_type num_heads batch_size isl step",
        constants=(("tp_size", 1),)),
    "mla_bmm": kind("kernel_source op_name bmm_dtype num_heads num_tokens"),
    "moe": kind("low_latency " + MOE),
    "dsa_context_module": kind(SPARSE_MODULE, labels="", last_in_file_wins=True),
    "dsa_generation_module": kind(SPARSE_MODULE, labels="", last_in_file_wins=True),
    "msa_context_module": kind(SPARSE_MODULE, labels="", last_in_file_wins=True),
    "msa_generation_module": kind(SPARSE_MODULE, labels="", last_in_file_wins=True),
    "glm5_topk_module": kind("kernel_source num_heads score_mode batch_size isl step", last_in_file_wins=True),
    "glm5_mqa_logits_module": kind("kernel_source num_heads batch_size isl step", last_in_file_wins=True),
    "dsv4_csa_context_module": kind(DSV4_MODULE),
    "dsv4_csa_generation_module": kind(DSV4_MODULE),
    "dsv4_hca_context_module": kind(DSV4_MODULE),
    "dsv4_hca_generation_module": kind(DSV4_MODULE),
    "dsv4_paged_mqa_logits_module": kind("kernel_source num_heads tp_size step isl batch_size"),
    "dsv4_csa_topk_calib": kind("kernel_source num_heads score_mode step isl batch_size"),
    "dsv4_megamoe_module": kind(
        "kernel_source phase moe_dtype kernel_dtype hidden_size inter_size topk num_experts num_fused_shared_experts"
        " moe_tp_size moe_ep_size distribution source_policy pre_dispatch num_tokens",
        labels="", primary_file_only=True,
        constants=(("includes_routed_scale", True), ("includes_gate_topk", False), ("includes_buffer_init", False),
                   ("used_cuda_graph", True), ("buffer_policy", "cached_sglang"))),
    "mhc_module": kind("kernel_source op_name hc_mult hidden_size num_tokens"),
    "gdn": kind(RECURRENT, labels=""),
    "kda": kind(RECURRENT, labels=""),
    "mamba2": kind(
        "kernel_source phase d_model d_state d_conv nheads head_dim n_groups chunk_size batch_size seq_len", labels=""),
    "custom_allreduce": kind("kernel_source num_gpus message_size"),
    "nccl": kind("op_name nccl_dtype num_gpus message_size", labels=""),
    "oneccl": kind("op_name nccl_dtype num_gpus message_size", labels=""),
    "moe_a2a": kind(
        "comm_backend phase comm_dtype ep_size node_num hidden_size topk num_experts sms num_tokens", labels=""),
    "wideep_deepep_normal": kind(
        "node_num hidden_size num_topk num_experts dispatch_sms num_token", labels="",
        values="dispatch_transmit_us dispatch_notify_us combine_transmit_us combine_notify_us"),
    "wideep_deepep_ll": kind(
        "node_num hidden_size num_topk num_experts num_token", labels="",
        values="dispatch_avg_t_us combine_avg_t_us"),
    "trtllm_alltoall": kind(
        "kernel_source op_name moe_dtype hidden_size topk num_experts moe_ep_size num_tokens", labels=""),
    "wideep_moe": kind(MOE.replace("num_experts", "num_experts num_slots"), labels=""),
    "wideep_context_moe": kind(MOE, labels=""),
    "wideep_generation_moe": kind(MOE, labels=""),
    "wideep_context_mla": kind(
        "kernel_source mla_dtype kv_cache_dtype num_heads isl batch_size", labels="", constants=(("step", 0),)),
    "wideep_generation_mla": kind("kernel_source kv_cache_dtype num_heads batch_size isl step", labels=""),
}
