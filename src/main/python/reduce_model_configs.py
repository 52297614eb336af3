"""Reduce Hugging Face model configurations to the fields that ServeLab reads.

    python reduce_model_configs.py SOURCE_DIRECTORY [TARGET_DIRECTORY]

SOURCE_DIRECTORY holds `<org>--<name>_config.json` and, for some checkpoints,
`<org>--<name>_hf_quant_config.json`, as in the `model_configs` directory of the published
`aiconfigurator-core` package. TARGET_DIRECTORY (default: the resources of `io.servelab.model`)
receives `<org>--<name>.json` for each, plus `index.txt` with one model id a line. Field names are
those of the source, so a reduced file reads like the original. Running it again gives the same
bytes.
"""

import json
import pathlib
import re
import sys

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources/io/servelab/model/configs"

SHAPE = """
architectures num_hidden_layers hidden_size intermediate_size vocab_size max_position_embeddings
tie_word_embeddings num_nextn_predict_layers
num_attention_heads num_key_value_heads num_attention_groups head_dim attention_head_dim sliding_window layer_types
num_experts_per_tok num_experts_per_token top_k_experts moe_top_k num_local_experts
n_routed_experts moe_num_experts num_experts moe_intermediate_size n_shared_experts
num_shared_experts shared_expert_intermediate_size moe_shared_expert_intermediate_size
first_k_dense_replace moe_layer_freq
q_lora_rank kv_lora_rank qk_nope_head_dim qk_rope_head_dim v_head_dim
index_head_dim index_n_heads index_topk index_topk_freq index_topk_pattern index_skip_topk_offset
o_lora_rank o_groups compress_ratios hc_mult hc_sinkhorn_iters expert_dtype
hybrid_override_pattern layers_block_type mamba_head_dim mamba_num_heads ssm_state_size conv_kernel
n_groups chunk_size moe_latent_size block_configs
hybrid_layer_pattern swa_num_attention_heads swa_num_key_value_heads swa_head_dim swa_v_head_dim
interleave_moe_layer_step attention_chunk_size intermediate_size_mlp
global_head_dim num_global_key_value_heads attention_k_eq_v
moe_layers_enum attention_other_setting use_head_wise_attn_gate share_expert_dim
linear_conv_kernel_dim linear_key_head_dim linear_num_key_heads linear_num_value_heads
linear_value_head_dim mamba_ssm_dtype
linear_attn_config routed_expert_hidden_size mla_use_output_gate
sparse_attention_config dense_intermediate_size
""".split()

VISION = """
depth hidden_size intermediate_size num_heads out_hidden_size patch_size spatial_merge_size
temporal_patch_size in_channels num_position_embeddings deepstack_visual_indexes
""".split()

QUANTIZATION = """
quant_algo quant_method quantization_method kv_cache_quant_algo kv_cache_quant_method
kv_cache_dtype kv_cache_scheme activation_scheme weight_block_size config_groups
""".split()

NAME_LISTS = ["ignore", "exclude_modules", "modules_to_not_convert"]

# Only these wrappers have a vision encoder that is modelled.
VISION_ARCHITECTURES = {"Qwen3VLForConditionalGeneration", "Qwen3VLMoeForConditionalGeneration"}


def collapse(name):
    """One name stands for all layers and experts: which index it has never matters."""
    return re.sub(r"\d+", "*", name)


def collapse_all(names):
    return list(dict.fromkeys(collapse(name) for name in names))


def is_observer(key):
    """How a checkpoint was calibrated says nothing about how it is served."""
    return key.startswith("observer")


def present(value):
    return value is not None and value != {}


def reduced_quantization(source):
    result = {key: source[key] for key in QUANTIZATION if present(source.get(key))}
    for key in NAME_LISTS:
        if source.get(key):
            result[key] = collapse_all(source[key])
    if source.get("quantized_layers"):
        layers = {}
        for name, settings in source["quantized_layers"].items():
            settings = {"quant_algo": settings["quant_algo"]}
            if layers.setdefault(collapse(name), settings) != settings:
                raise ValueError(f"layers of one kind differ in format: {name}")
        result["quantized_layers"] = layers
    for group in result.get("config_groups", {}).values():
        if "targets" in group:
            group["targets"] = collapse_all(group["targets"])
        for part in [part for part, value in group.items() if value is None]:
            del group[part]
        for part in group.values():
            if isinstance(part, dict):
                for key in [key for key, value in part.items() if value is None or is_observer(key)]:
                    del part[key]
    return result


def reduced_blocks(blocks):
    return [
        {
            "attention": {key: block["attention"].get(key) for key in ("n_heads_in_group", "no_op")},
            "ffn": {key: block["ffn"].get(key) for key in ("ffn_mult", "no_op")},
        }
        for block in blocks
    ]


def reduced_shape(source):
    result = {key: source[key] for key in SHAPE if present(source.get(key))}
    if "block_configs" in result:
        result["block_configs"] = reduced_blocks(result["block_configs"])
    if source.get("quantization_config"):
        result["quantization_config"] = reduced_quantization(source["quantization_config"])
    if source.get("text_config"):
        result["text_config"] = reduced_shape(source["text_config"])
        result["text_config"].pop("architectures", None)
    return result


def reduced(config, hf_quant_config):
    result = reduced_shape(config)
    if VISION_ARCHITECTURES.intersection(config["architectures"]):
        vision = config["vision_config"]
        result["vision_config"] = {key: vision[key] for key in VISION if present(vision.get(key))}
    if hf_quant_config:
        result["hf_quant_config"] = {
            "quantization": reduced_quantization(hf_quant_config.get("quantization", hf_quant_config))
        }
    return result


def text(config):
    """One field a line, whatever it holds: small files that still give readable differences."""
    lines = ",\n".join(
        f"  {json.dumps(key)}: {json.dumps(value, separators=(', ', ': '))}" for key, value in config.items()
    )
    return "{\n" + lines + "\n}\n"


def main():
    source = pathlib.Path(sys.argv[1])
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    target.mkdir(parents=True, exist_ok=True)
    ids = []
    for path in sorted(source.glob("*_config.json")):
        if path.name.endswith("_hf_quant_config.json"):
            continue
        name = path.name.removesuffix("_config.json")
        quant_path = source / f"{name}_hf_quant_config.json"
        hf_quant_config = json.loads(quant_path.read_text()) if quant_path.exists() else None
        (target / f"{name}.json").write_text(text(reduced(json.loads(path.read_text()), hf_quant_config)))
        ids.append(name.replace("--", "/", 1))
    (target / "index.txt").write_text("".join(f"{model_id}\n" for model_id in sorted(ids)))
    print(f"{len(ids)} configurations written to {target}")


if __name__ == "__main__":
    main()
